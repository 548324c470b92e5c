// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

/** The second run, below a context path. */
class JettyContextPathIT extends JettyIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
