// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

/** The second run, below a context path. */
class UndertowContextPathIT extends UndertowIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
