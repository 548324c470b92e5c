// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.servlet.GatehouseFilter;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Actuator on a port of its own is another application: it is recorded only when included. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Gatehouse.class)
@ConditionalOnProperty("gatehouse.include-actuator")
class GatehouseManagementConfiguration {

  @Bean
  FilterRegistrationBean<GatehouseFilter> gatehouseManagementFilter(
      Gatehouse gatehouse, GatehouseProperties properties) {
    return GatehouseRecordingAutoConfiguration.Servlets.registration(
        gatehouse, properties.excludedPaths());
  }
}
