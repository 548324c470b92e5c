// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.KeyUse;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a key. Tell it to the exchange, so that the call is counted with the key
 * that was really used; tell the caller no more than {@link Refusal#status()}.
 *
 * @param key the key that lets the call in, or that would if it were not refused; null when it is
 *     not known
 * @param refusal null = the call may go on
 * @param use what is counted
 */
public record Verification(@Nullable ApiKey key, @Nullable Refusal refusal, KeyUse use) {

  public Verification {
    requireNonNull(use, "use");
  }

  static Verification accepted(ApiKey key) {
    return new Verification(key, null, key.use());
  }

  static Verification refused(ApiKey key, Refusal refusal) {
    return new Verification(key, refusal, key.refused(refusal));
  }

  /** Whether the call may go on. */
  public boolean isAccepted() {
    return refusal == null;
  }

  /** Counts the call with the key and its consumer. */
  public void tell(Exchange exchange) {
    exchange.apiKey(use);
    if (key != null) {
      exchange.consumer(key.consumer());
    }
  }
}
