// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.servlet;

import org.jspecify.annotations.Nullable;

/** A parameter of a query. The container's own look at parameters would read form bodies. */
final class QueryParameter {

  private QueryParameter() {}

  /** The first one of that name, as it is: texts of keys need no decoding. */
  static @Nullable String find(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
        return pair.substring(name.length() + 1);
      }
    }
    return null;
  }
}
