// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

/** The second run, below a base path. */
class SpringWebFluxBasePathIT extends SpringWebFluxIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
