// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

/**
 * Figures of the embedded log, counted since it was opened.
 *
 * @param segments files
 * @param bytes of all segments
 * @param syncs group commits
 * @param refused records that were not taken
 * @param quarantined pieces kept aside
 * @param lost pieces that could not even be kept aside
 */
public record LogStats(
    int segments, long bytes, long syncs, long refused, long quarantined, long lost) {}
