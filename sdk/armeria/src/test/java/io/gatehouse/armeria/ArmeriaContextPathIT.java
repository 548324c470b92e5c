// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.armeria;

/** The second run, below a base context path. */
class ArmeriaContextPathIT extends ArmeriaIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
