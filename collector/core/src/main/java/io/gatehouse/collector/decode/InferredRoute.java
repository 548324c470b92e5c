// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import java.util.regex.Pattern;

/** Guesses a route for requests that do not tell theirs. */
public final class InferredRoute {

  private static final int MAX_SEGMENTS = 30;
  private static final int MAX_SEGMENT = 32;

  private static final Pattern ID =
      Pattern.compile(
          // A number, a UUID, hex of 8 digits or more with a decimal one, a ULID.
          "\\d+"
              + "|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
              + "|(?=.*\\d)[0-9a-fA-F]{8,}"
              + "|(?=.*\\d)[0-9A-HJKMNP-TV-Z]{26}"
              // A KSUID, an e-mail address.
              + "|(?=.*\\d)(?=.*[A-Z])[0-9A-Za-z]{27}"
              + "|[^/@\\s]+(@|%40)[^/@\\s]+"
              // Base64: capitals, small letters and digits mixed.
              + "|(?=.*\\d)(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z_+=-]{16,}");

  private InferredRoute() {}

  /** The target in a span's name if it looks like a template; empty when it does not. */
  public static String ofName(String spanName) {
    int space = spanName.lastIndexOf(' ');
    String target = spanName.substring(space + 1);
    boolean template =
        target.startsWith("/")
            && (target.indexOf('{') > 0
                || target.contains("/:")
                || target.indexOf('<') > 0
                || target.indexOf('*') > 0);
    return template ? target : "";
  }

  /** The path with {@code {id}} for segments that look like identifiers. */
  public static String ofPath(String path) {
    StringBuilder route = new StringBuilder(path.length());
    int start = 0;
    for (int segments = 0; start < path.length(); segments++) {
      if (segments == MAX_SEGMENTS) {
        return route.append("/*").toString();
      }
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      String segment = path.substring(start, end);
      boolean identifier = segment.length() > MAX_SEGMENT || ID.matcher(segment).matches();
      route.append(identifier ? "{id}" : segment);
      if (end < path.length()) {
        route.append('/');
      }
      start = end + 1;
    }
    return route.isEmpty() ? "/" : route.toString();
  }
}
