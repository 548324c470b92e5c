// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

/** A message that can never be taken, as long as it is what it is. */
final class MalformedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field dotted place in the message; empty for the message as a whole
   * @param problem what was received and what was expected, without values
   */
  MalformedMessageException(String field, String problem) {
    super(problem);
    this.field = field;
  }

  String field() {
    return field;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
