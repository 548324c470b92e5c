// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import io.gatehouse.protocol.WireRecord.Rollup;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges that were reported with the same method, route, status, consumer and API key.
 *
 * @param key id of the API key; null = none, or not known
 * @param refusal why the key was refused; null = it was not
 * @param responseBytes sum; −1 = unknown for at least one of them
 */
public record RecordedExchange(
    String method,
    String route,
    int status,
    @Nullable String consumer,
    @Nullable String key,
    @Nullable String refusal,
    long requests,
    long failed,
    long aborted,
    long durationMicros,
    long requestBytes,
    long responseBytes) {

  static RecordedExchange of(Rollup rollup) {
    boolean known = rollup.responseSizes().total() == rollup.requests();
    return new RecordedExchange(
        rollup.method(),
        rollup.route(),
        rollup.status(),
        rollup.consumer(),
        rollup.key(),
        rollup.refusal(),
        rollup.requests(),
        rollup.failed(),
        rollup.aborted(),
        rollup.durationMicros(),
        rollup.requestBytes(),
        known ? rollup.responseBytes() : -1);
  }

  boolean hasKeyOf(RecordedExchange other) {
    return method.equals(other.method)
        && route.equals(other.route)
        && status == other.status
        && Objects.equals(consumer, other.consumer)
        && Objects.equals(key, other.key)
        && Objects.equals(refusal, other.refusal);
  }

  RecordedExchange plus(RecordedExchange other) {
    boolean known = responseBytes >= 0 && other.responseBytes >= 0;
    return new RecordedExchange(
        method,
        route,
        status,
        consumer,
        key,
        refusal,
        requests + other.requests,
        failed + other.failed,
        aborted + other.aborted,
        durationMicros + other.durationMicros,
        requestBytes + other.requestBytes,
        known ? responseBytes + other.responseBytes : -1);
  }
}
