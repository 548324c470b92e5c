// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.collector.decode.ErrorFingerprint;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import org.jspecify.annotations.Nullable;

/**
 * One error as the SDKs describe it.
 *
 * @param count 0 = not told
 */
record ErrorDetail(
    ErrorKind kind,
    @Nullable String consumer,
    @Nullable String method,
    @Nullable String path,
    String type,
    String message,
    @Nullable String stacktrace,
    String field,
    long count) {

  ErrorRollup toRollup(
      long minute,
      String storedMethod,
      String route,
      @Nullable String storedConsumer,
      long storedCount) {
    boolean server = kind == ErrorKind.SERVER;
    long fingerprint =
        server
            ? ErrorFingerprint.of(type, route, stacktrace)
            : ErrorFingerprint.ofValidation(type, route, field, message);
    return new ErrorRollup(
        minute,
        kind,
        storedMethod,
        route,
        storedConsumer,
        fingerprint,
        type,
        message,
        server ? stacktrace : null,
        server ? null : field,
        storedCount);
  }
}
