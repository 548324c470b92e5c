// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import java.io.IOException;

/** Input grew beyond a limit while it was inflated; nothing of it was kept. */
public final class TooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  public TooLargeException(String message) {
    super(message);
  }
}
