// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

/**
 * What one limit says to a call.
 *
 * @param state to store when all limits allow the call
 * @param remaining calls that are left after it
 * @param resetNanos until the limit would allow the call, when it does not; until all calls are
 *     back, when it does
 */
public record LimitStep(boolean allowed, long[] state, long remaining, long resetNanos) {

  public LimitStep {
    state = state.clone();
  }

  @Override
  public long[] state() {
    return state.clone();
  }
}
