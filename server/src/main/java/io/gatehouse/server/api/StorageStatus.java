// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import org.jspecify.annotations.Nullable;

/**
 * How taking in and storing goes.
 *
 * @param ingestPerSecond requests counted per second over the last minute
 * @param lagMillis how long accepted data has been waiting to be shown
 * @param detail for people; empty when healthy
 */
public record StorageStatus(
    double ingestPerSecond,
    long usedBytes,
    @Nullable Long limitBytes,
    long logBytes,
    long lagMillis,
    boolean healthy,
    String detail) {}
