// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.javalin;

/** The second run, below a context path. */
class JavalinContextPathIT extends JavalinIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
