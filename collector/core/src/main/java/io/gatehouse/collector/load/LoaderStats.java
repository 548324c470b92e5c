// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

/**
 * Figures of the loader; all but the lag count since the start.
 *
 * @param lagBytes records in the log that are not in the store yet
 * @param lagMillis how long there has been such a record; 0 when there is none
 * @param batches stored
 * @param duplicates recognised by their identity and left out
 * @param rows stored
 * @param transactions committed
 * @param retries tries that failed and were made again
 * @param quarantined records that could not be read or stored
 */
public record LoaderStats(
    long lagBytes,
    long lagMillis,
    long batches,
    long duplicates,
    long rows,
    long transactions,
    long retries,
    long quarantined) {}
