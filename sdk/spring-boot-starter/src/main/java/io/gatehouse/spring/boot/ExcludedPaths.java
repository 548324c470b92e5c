// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** Which paths are left out on the application's own port. */
final class ExcludedPaths {

  private ExcludedPaths() {}

  /** What is configured, with the paths of Actuator unless it is included. */
  static List<String> of(GatehouseProperties properties, Environment environment) {
    List<String> excluded = new ArrayList<>(properties.excludedPaths());
    String actuator = environment.getProperty("management.endpoints.web.base-path", "/actuator");
    boolean isEverything = actuator.isEmpty() || actuator.equals("/");
    if (!properties.includeActuator() && !isEverything) {
      excluded.add(actuator + "/**");
    }
    return excluded;
  }
}
