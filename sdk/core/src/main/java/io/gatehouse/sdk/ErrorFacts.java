// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.protocol.redact.Redactor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a throwable. Its own methods may throw, lie, or go round in circles; depth and
 * length are limited.
 */
final class ErrorFacts {

  private static final int MAX_MESSAGE_CHARS = 2_048;
  private static final int MAX_STACK_CHARS = 16_384;
  private static final int MAX_FRAMES = 200;
  private static final int MAX_CAUSES = 16;
  private static final int FINGERPRINT_FRAMES = 8;
  private static final StackTraceElement[] NO_FRAMES = {};

  private final Throwable thrown;
  private final Throwable cause;

  ErrorFacts(Throwable thrown) {
    this.thrown = thrown;
    this.cause = meaningful(thrown);
  }

  /** The first cause that says more than "something below failed". */
  static Throwable meaningful(Throwable thrown) {
    Throwable one = thrown;
    for (int i = 0; i < MAX_CAUSES; i++) {
      Throwable next = guarded(one::getCause);
      if (next == null || next == one || !isWrapper(one)) {
        return one;
      }
      one = next;
    }
    return one;
  }

  private static boolean isWrapper(Throwable thrown) {
    return switch (thrown.getClass().getSimpleName()) {
      case "ServletException",
          "NestedServletException",
          "CompletionException",
          "ExecutionException",
          "UndeclaredThrowableException",
          "InvocationTargetException" ->
          true;
      default -> false;
    };
  }

  String type() {
    return cause.getClass().getName();
  }

  /** Equal for errors of one type thrown at one place; lines do not matter, so releases may. */
  long fingerprint() {
    long hash = mix(0xcbf29ce484222325L, type());
    StackTraceElement[] frames = frames(cause);
    for (int i = 0; i < Math.min(FINGERPRINT_FRAMES, frames.length); i++) {
      hash = mix(mix(hash, stable(frames[i].getClassName())), stable(frames[i].getMethodName()));
    }
    return hash;
  }

  /** Names of generated classes and lambdas end in numbers that change with each start. */
  private static String stable(String name) {
    int at = name.indexOf("$$");
    int lambda = name.indexOf("lambda$");
    int end = at >= 0 ? at : lambda >= 0 ? lambda : name.length();
    return name.substring(0, end);
  }

  private static long mix(long hash, String text) {
    long mixed = hash;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (mixed ^ '/') * 0x100000001b3L;
  }

  /** Redacted; first cut, so that no text is worked on without limit. */
  Failure toFailure(Redactor redactor, String endpoint, boolean withMessages) {
    String message = withMessages ? redactor.text(endpoint, message(cause, MAX_MESSAGE_CHARS)) : "";
    String stack = redactor.text(endpoint, stacktrace(withMessages));
    return new Failure(type(), cut(message, MAX_MESSAGE_CHARS), stack);
  }

  private static String message(Throwable of, int maxChars) {
    String message = guarded(of::getMessage);
    return message == null ? "" : cut(message, maxChars);
  }

  private String stacktrace(boolean withMessages) {
    StringBuilder out = new StringBuilder(1_024);
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable one = thrown;
    while (one != null && seen.size() < MAX_CAUSES && seen.add(one)) {
      out.append(seen.size() == 1 ? "" : "Caused by: ").append(one.getClass().getName());
      String message = withMessages ? message(one, MAX_MESSAGE_CHARS) : "";
      out.append(message.isEmpty() ? "" : ": ").append(message).append('\n');
      appendFrames(out, frames(one));
      one = guarded(one::getCause);
    }
    return cut(out.toString(), MAX_STACK_CHARS);
  }

  private static void appendFrames(StringBuilder out, StackTraceElement[] frames) {
    int shown = Math.min(MAX_FRAMES, frames.length);
    for (int i = 0; i < shown && out.length() < MAX_STACK_CHARS; i++) {
      out.append("\tat ").append(frames[i]).append('\n');
    }
    if (shown < frames.length) {
      out.append("\t... ").append(frames.length - shown).append(" more\n");
    }
  }

  private static StackTraceElement[] frames(Throwable of) {
    StackTraceElement[] frames = guarded(of::getStackTrace);
    return frames == null ? NO_FRAMES : frames;
  }

  /** What a method of the application's throwable returns; null when it throws. */
  private static <T> @Nullable T guarded(Supplier<@Nullable T> method) {
    try {
      return method.get();
    } catch (StackOverflowError e) {
      return null;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return null;
    }
  }

  private static String cut(String text, int chars) {
    return text.length() <= chars ? text : text.substring(0, chars);
  }
}
