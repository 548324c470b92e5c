// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

/**
 * How much is taken in.
 *
 * @param bytesInFlight of bodies being received or decoded
 * @param requestsPerMinutePerApp 0 = unlimited
 * @param requestsPerMinutePerAddress 0 = unlimited
 * @param segmentBytes of the ingest log
 * @param logBytes that the ingest log may take; older, stored segments go first
 * @param diskReserveBytes free space below which nothing more is taken
 */
public record IngestConfig(
    long bytesInFlight,
    int requestsPerMinutePerApp,
    int requestsPerMinutePerAddress,
    long segmentBytes,
    long logBytes,
    long diskReserveBytes) {

  public static IngestConfig from(Settings settings) {
    return new IngestConfig(
        settings.bytes(
            "ingest.bytes-in-flight",
            96L << 20,
            "Memory for bodies being received or decoded; beyond it clients are told to come"
                + " again."),
        settings.integer(
            "ingest.requests-per-minute-per-app",
            60_000,
            0,
            Integer.MAX_VALUE,
            "Messages that one app may send; 0 = unlimited."),
        settings.integer(
            "ingest.requests-per-minute-per-address",
            60_000,
            0,
            Integer.MAX_VALUE,
            "Messages that one sender's address may send; 0 = unlimited."),
        settings.bytes("ingest.log-segment", 64L << 20, "Size of a file of the ingest log."),
        settings.bytes(
            "ingest.log-size",
            2L << 30,
            "Space for the ingest log, from which a damaged store is rebuilt. Stored segments"
                + " older than a day are deleted, and earlier beyond this size."),
        settings.bytes(
            "ingest.disk-reserve",
            256L << 20,
            "Free disk space below which nothing more is taken in."));
  }
}
