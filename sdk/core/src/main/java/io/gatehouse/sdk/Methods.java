// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.util.Locale;
import java.util.Set;

/** The methods that are counted by name. */
final class Methods {

  static final String OTHER = "_OTHER";

  private static final Set<String> KNOWN =
      Set.of(
          "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY");

  private Methods() {}

  static String normalize(String method) {
    if (KNOWN.contains(method)) {
      return method;
    }
    String upper = method.toUpperCase(Locale.ROOT);
    return KNOWN.contains(upper) ? upper : OTHER;
  }
}
