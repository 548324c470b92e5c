// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.helidon;

/** The second run, as a service that is registered below a path. */
class HelidonServiceIT extends HelidonIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
