// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import java.util.Locale;

/** What a member may do; each role includes the ones after it. */
public enum Role {
  OWNER,
  ADMIN,
  EDITOR,
  VIEWER;

  public boolean includes(Role other) {
    return compareTo(other) <= 0;
  }

  /** Lower-case, as in the REST API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
