// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

/** An endpoint that the app says it has, whether called or not. */
public record EndpointReport(String method, String route) {

  public EndpointReport {
    requireNonNull(method, "method");
    requireNonNull(route, "route");
  }
}
