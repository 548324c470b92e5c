// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

/** The second run, below a context path. */
class SpringMvcContextPathIT extends SpringMvcIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
