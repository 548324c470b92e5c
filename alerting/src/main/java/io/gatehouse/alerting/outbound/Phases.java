// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

/**
 * How long the parts of a check took, in microseconds; -1 = did not happen.
 *
 * @param firstByte from the request sent to the first byte of the answer
 * @param total everything, redirects included
 */
public record Phases(long dns, long connect, long tls, long firstByte, long total) {

  public static final Phases NONE = new Phases(-1, -1, -1, -1, -1);
}
