// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

/** The second run, below a context path. */
class MicronautContextPathIT extends MicronautIT {
  @Override
  protected String basePath() {
    return "/ctx";
  }
}
