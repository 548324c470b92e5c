// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups errors that have the same cause: equal type, route and top frames of the app's own code,
 * whatever the line numbers, addresses and generated names in them.
 */
public final class ErrorFingerprint {

  private static final int MAX_FRAMES = 5;
  private static final int MAX_LINES = 400;
  private static final long PRIME = 0x100000001b3L;

  /** What frames of runtimes and frameworks contain. */
  private static final List<String> FOREIGN =
      List.of(
          "java.base/",
          "jdk.internal.",
          "org.springframework.",
          "jakarta.",
          "javax.",
          "org.apache.",
          "io.undertow.",
          "io.netty.",
          "io.apitally.",
          "node_modules/",
          "node:",
          "(internal/",
          "site-packages",
          "/lib/python",
          "apitally",
          "Microsoft.AspNetCore.",
          "   at System.",
          "/usr/local/go/src/",
          "runtime/",
          "net/http.");

  private ErrorFingerprint() {}

  /** An exception of the app. */
  public static long of(String type, String route, @Nullable String stacktrace) {
    long hash = add(add(0xcbf29ce484222325L, type), route);
    if (stacktrace != null) {
      for (String frame : topFrames(stacktrace)) {
        hash = addNormalised(hash, frame);
      }
    }
    return hash;
  }

  /** A refusal by the app's validation. */
  public static long ofValidation(String type, String route, String field, String message) {
    return add(add(add(add(0x84222325cbf29ce4L, type), route), field), message);
  }

  private static List<String> topFrames(String stacktrace) {
    List<String> own = new ArrayList<>();
    List<String> all = new ArrayList<>();
    List<String> lines = frameLines(stacktrace);
    for (String line : lines) {
      if (all.size() < MAX_FRAMES) {
        all.add(line);
      }
      if (own.size() < MAX_FRAMES && isOwn(line)) {
        own.add(line);
      }
    }
    return own.isEmpty() ? all : own;
  }

  /** Lines that look like frames, innermost first. */
  private static List<String> frameLines(String stacktrace) {
    List<String> frames = new ArrayList<>();
    boolean innermostLast = false;
    int start = 0;
    for (int count = 0; start < stacktrace.length() && count < MAX_LINES; count++) {
      int end = stacktrace.indexOf('\n', start);
      end = end < 0 ? stacktrace.length() : end;
      String line = stacktrace.substring(start, end);
      boolean python = line.stripLeading().startsWith("File \"");
      innermostLast |= python;
      if (python || isFrame(line)) {
        frames.add(line);
      }
      start = end + 1;
    }
    if (innermostLast) {
      Collections.reverse(frames);
    }
    return frames;
  }

  private static boolean isFrame(String line) {
    String text = line.strip();
    boolean call = text.indexOf('(') > 0 && text.endsWith(")");
    return text.startsWith("at ") || (call && text.indexOf(": ") < 0) || text.contains(".go:");
  }

  private static boolean isOwn(String line) {
    for (String foreign : FOREIGN) {
      if (line.contains(foreign)) {
        return false;
      }
    }
    return true;
  }

  private static long add(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return (hash ^ 0xFFFF) * PRIME;
  }

  /** Adds a frame without what changes between builds and runs: lines, columns, addresses. */
  private static long addNormalised(long start, String frame) {
    long hash = start;
    String text = frame.strip();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '0' && i + 1 < text.length() && text.charAt(i + 1) == 'x') {
        i = skipHex(text, i + 2);
        continue;
      }
      boolean volatileDigit = c >= '0' && c <= '9' && i > 0 && startsPosition(text, i - 1);
      if (volatileDigit) {
        i = skipDigits(text, i);
        continue;
      }
      hash = (hash ^ c) * PRIME;
      i++;
    }
    return (hash ^ 0xFFFE) * PRIME;
  }

  private static boolean startsPosition(String text, int before) {
    char c = text.charAt(before);
    return c == ':' || c == '$' || c == '+' || (c == ' ' && text.startsWith("line", before - 4));
  }

  private static int skipDigits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static int skipHex(String text, int from) {
    int i = from;
    while (i < text.length() && Character.digit(text.charAt(i), 16) >= 0) {
      i++;
    }
    return i;
  }
}
