// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a key may do. A scope is written in parts, {@code orders:read}; a granted one may end in
 * {@code *}, which stands for any parts that follow: {@code orders:*} grants {@code orders:read}
 * and {@code orders:read:own}, {@code *} grants everything. No scope grants nothing. Immutable.
 */
public final class Scopes {

  /** Longest text of a scope. */
  public static final int MAX_CHARS = 64;

  private static final Pattern SCOPE =
      Pattern.compile("(\\*|[A-Za-z0-9._-]+(:[A-Za-z0-9._-]+)*(:\\*)?)");

  private final List<String> granted;

  private Scopes(List<String> granted) {
    this.granted = granted;
  }

  /**
   * With what is granted.
   *
   * @throws IllegalArgumentException naming the text that is no scope
   */
  public static Scopes of(Collection<String> granted) {
    granted.forEach(Scopes::check);
    return new Scopes(List.copyOf(granted));
  }

  /** Whether the text is a scope that can be granted. */
  public static boolean isScope(String text) {
    return text.length() <= MAX_CHARS && SCOPE.matcher(text).matches();
  }

  /**
   * @throws IllegalArgumentException unless the text is a scope that can be granted
   */
  public static void check(String scope) {
    if (!isScope(scope)) {
      throw new IllegalArgumentException(
          "\""
              + scope
              + "\" is no scope such as orders:read or orders:*, of at most "
              + MAX_CHARS
              + " characters");
    }
  }

  /** What was granted, as written. */
  public List<String> granted() {
    return granted;
  }

  /** Whether one of the granted scopes covers it. */
  public boolean grants(String wanted) {
    for (String one : granted) {
      if (covers(one, wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all are granted; true for none. */
  public boolean grantsAll(Collection<String> wanted) {
    for (String one : wanted) {
      if (!grants(one)) {
        return false;
      }
    }
    return true;
  }

  /** Whether at least one is granted; false for none. */
  public boolean grantsAny(Collection<String> wanted) {
    for (String one : wanted) {
      if (grants(one)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(String granted, String wanted) {
    if (granted.equals("*")) {
      return true;
    }
    if (granted.endsWith(":*")) {
      return wanted.length() > granted.length() - 1
          && wanted.startsWith(granted.substring(0, granted.length() - 1));
    }
    return granted.equals(wanted);
  }

  @Override
  public String toString() {
    return granted.toString();
  }
}
