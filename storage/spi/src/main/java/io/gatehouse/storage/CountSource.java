// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

/**
 * What a batch knows its counts from, best first. One service may report the same requests by
 * several routes; where a better source tells of an instance (or, for {@link #COUNTERS}, of an
 * environment), what worse sources count of it is left out, so that nothing is counted twice.
 */
public enum CountSource {
  /** Counted in the client for us: hub clients and our own SDK. Exact. */
  COUNTERS,
  /** The metric {@code http.server.request.duration} and its like. Exact. */
  METRICS,
  /** Single requests, maybe sampled. An estimate where a weight is above 1. */
  SPANS
}
