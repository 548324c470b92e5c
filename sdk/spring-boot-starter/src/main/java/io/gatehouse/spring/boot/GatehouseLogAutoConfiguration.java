// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.log.LogCapture;
import io.gatehouse.sdk.Gatehouse;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Tells log lines with their requests, if that is wanted. */
@AutoConfiguration(after = GatehouseAutoConfiguration.class)
@ConditionalOnBean(Gatehouse.class)
@ConditionalOnProperty("gatehouse.log-capture")
public class GatehouseLogAutoConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  LogCapture gatehouseLogCapture() {
    return LogCapture.install();
  }
}
