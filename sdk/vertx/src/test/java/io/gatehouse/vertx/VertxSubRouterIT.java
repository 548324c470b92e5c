// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

/** The second run, in a router that is mounted in another one. */
class VertxSubRouterIT extends VertxIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
