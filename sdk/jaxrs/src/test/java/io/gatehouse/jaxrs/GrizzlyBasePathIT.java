// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

/** The second run, below a base path. */
class GrizzlyBasePathIT extends GrizzlyIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
