// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.io.IOException;

/** A message that cannot be read as a whole. Its text is for the sender. */
final class MalformedOtlpException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedOtlpException(String message) {
    super(message);
  }
}
