// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

/** What a browser brought of a passkey does not hold. The message is for people. */
public final class WebAuthnException extends Exception {

  private static final long serialVersionUID = 1L;

  public WebAuthnException(String message) {
    super(message);
  }

  WebAuthnException(String message, Throwable cause) {
    super(message, cause);
  }
}
