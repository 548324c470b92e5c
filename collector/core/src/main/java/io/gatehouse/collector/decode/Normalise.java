// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The forms in which values of all protocols are stored. */
public final class Normalise {

  public static final String OTHER_METHOD = "_OTHER";

  private static final Set<String> METHODS =
      Set.of(
          "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY");

  private Normalise() {}

  /** An HTTP method, upper-case; {@link #OTHER_METHOD} for unknown ones. */
  public static String method(@Nullable String method) {
    if (method == null) {
      return OTHER_METHOD;
    }
    if (METHODS.contains(method)) {
      return method;
    }
    String upper = method.length() > Limits.METHOD ? "" : method.toUpperCase(Locale.ROOT);
    return METHODS.contains(upper) ? upper : OTHER_METHOD;
  }

  /** Whether it is a method's name, in upper case. */
  public static boolean isMethod(@Nullable String method) {
    return method != null && METHODS.contains(method);
  }

  /** A consumer's identifier, trimmed and cut; null for none. */
  public static @Nullable String consumer(@Nullable String identifier, Corrections corrections) {
    return label(identifier, Limits.CONSUMER_IDENTIFIER, corrections);
  }

  /** A short text, trimmed and cut; null for none. */
  public static @Nullable String label(
      @Nullable String text, int maxChars, Corrections corrections) {
    if (text == null) {
      return null;
    }
    String trimmed = text.strip();
    return trimmed.isEmpty() ? null : corrections.cut(trimmed, maxChars, "consumer-cut");
  }

  /** The identity of an environment: 1–32 lower-case letters, digits and dashes. */
  public static String environment(String name) {
    StringBuilder slug = new StringBuilder(name.length());
    for (int i = 0; i < name.length() && slug.length() < Limits.ENVIRONMENT; i++) {
      char c = Character.toLowerCase(name.charAt(i));
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      slug.append(plain ? c : '-');
    }
    return slug.length() == 0 ? "default" : slug.toString();
  }

  /** The environment as its client spells it, trimmed and at most as long as its identity. */
  public static String environmentSpelling(String name) {
    String spelling = name.strip();
    if (spelling.isEmpty()) {
      return environment(name);
    }
    int end = Math.min(Limits.ENVIRONMENT, spelling.length());
    boolean splitsPair =
        end < spelling.length() && Character.isHighSurrogate(spelling.charAt(end - 1));
    return spelling.substring(0, splitsPair ? end - 1 : end);
  }

  /** One of trace, debug, info, warn, error and fatal. */
  public static String logLevel(@Nullable String level) {
    if (level == null) {
      return "info";
    }
    return switch (level.length() > 16 ? "" : level.toLowerCase(Locale.ROOT)) {
      case "trace", "verbose", "finest", "finer", "silly", "10", "notset" -> "trace";
      case "debug", "fine", "20" -> "debug";
      case "warn", "warning", "40" -> "warn";
      case "error", "err", "severe", "50", "exception" -> "error";
      case "fatal", "critical", "crit", "alert", "emergency", "emerg", "panic", "60" -> "fatal";
      default -> "info";
    };
  }

  /** 32 hex digits in lower case; null when it is none. */
  public static @Nullable String traceId(@Nullable String id) {
    if (id == null || id.length() != 32) {
      return null;
    }
    String lower = id.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      if (Character.digit(lower.charAt(i), 16) < 0) {
        return null;
      }
    }
    return lower;
  }

  /** A UUID in any spelling: dashes or not, braces, {@code urn:uuid:}; null when it is none. */
  public static @Nullable UUID uuid(@Nullable String text) {
    if (text == null || text.length() < 32 || text.length() > 48) {
      return null;
    }
    String bare = text.toLowerCase(Locale.ROOT).replace("urn:", "").replace("uuid:", "");
    long high = 0;
    long low = 0;
    int digits = 0;
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      int digit = Character.digit(c, 16);
      if (digit >= 0 && c < 0x80) {
        high = digits < 16 ? high << 4 | digit : high;
        low = digits >= 16 ? low << 4 | digit : low;
        digits++;
      } else if (c != '-' && c != '{' && c != '}') {
        return null;
      }
    }
    return digits == 32 ? new UUID(high, low) : null;
  }
}
