// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

/**
 * A place in the ingest log: everything before {@code offset} of the partition has been stored.
 *
 * @param partition 0 for the embedded log
 * @param offset opaque, growing; 0 = nothing yet
 */
public record LogPosition(int partition, long offset) {

  public static final LogPosition START = new LogPosition(0, 0);
}
