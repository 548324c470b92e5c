// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings below {@code gatehouse}.
 *
 * @param server base address; missing = nothing is recorded
 * @param ingestToken the app's secret; missing = nothing is recorded
 * @param environment {@code prod} unless told
 * @param excludedPaths {@code /actuator/**} unless told
 */
@ConfigurationProperties("gatehouse")
record GatehouseProperties(
    @Nullable String server,
    @Nullable String ingestToken,
    @Nullable String environment,
    @Nullable String appVersion,
    @Nullable List<String> excludedPaths) {

  List<String> excluded() {
    return excludedPaths == null ? List.of("/actuator/**") : excludedPaths;
  }

  @Override
  public String toString() {
    return "gatehouse." + environment + "@" + server;
  }
}
