// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

/** A cursor was passed that no page of this kind of list gave. */
public final class InvalidCursorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidCursorException(String cursor) {
    super("not a cursor of this list: " + cursor);
  }
}
