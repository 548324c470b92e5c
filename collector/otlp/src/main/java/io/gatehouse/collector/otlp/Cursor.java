// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one encoded message, whatever its encoding. Each field is offered once, repeated
 * ones once for each element; its value is read by one call, or skipped when no call is made.
 */
interface Cursor {

  /** Takes the fields of one message. */
  @FunctionalInterface
  interface FieldReader {
    void field(int number, Cursor value) throws IOException;
  }

  /** The outermost message. */
  void root(Shape shape, FieldReader reader) throws IOException;

  /** The message that the current field holds. */
  void message(Shape shape, FieldReader reader) throws IOException;

  /** A text of at most about {@code maxBytes}: of a longer one the middle is left out. */
  String text(int maxBytes) throws IOException;

  /** A text as {@link #text} that is likely to have been in the message before. */
  default String name(int maxBytes) throws IOException {
    return text(maxBytes);
  }

  /** Null when there are more. */
  byte @Nullable [] bytes(int maxBytes) throws IOException;

  /** A trace or span id; null when it is longer than 16 bytes or no hex. */
  byte @Nullable [] id() throws IOException;

  long integer() throws IOException;

  double number() throws IOException;
}
