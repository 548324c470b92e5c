// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting;

/** A field of a monitor, rule or channel is wrong; the message is for people. */
public final class InvalidSpecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  public InvalidSpecException(String field, String message) {
    super(message);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
