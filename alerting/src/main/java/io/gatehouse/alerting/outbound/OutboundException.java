// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection to elsewhere did not come about or broke; the message is for people. */
public final class OutboundException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** Not permitted; nothing was sent. */
    REFUSED,
    DNS,
    CONNECT,
    TLS,
    TIMEOUT,
    /** The answer is no HTTP. */
    PROTOCOL;

    /** As stored and shown. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;

  public OutboundException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public OutboundException(Kind kind, String message) {
    this(kind, message, null);
  }

  public Kind kind() {
    return kind;
  }
}
