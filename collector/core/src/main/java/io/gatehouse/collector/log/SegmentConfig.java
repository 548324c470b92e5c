// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the embedded log.
 *
 * @param folder where the segments lie; created when missing
 * @param segmentBytes a segment is closed when it reaches this size
 * @param maxLogBytes all segments together; beyond it safe segments go early, and when none is safe
 *     new records are refused
 * @param reserveBytes free disk space below which new records are refused
 * @param keepFor how long a safe segment is kept
 * @param maxQuarantineBytes the oldest files in quarantine go when they exceed it
 */
public record SegmentConfig(
    Path folder,
    long segmentBytes,
    long maxLogBytes,
    long reserveBytes,
    Duration keepFor,
    long maxQuarantineBytes) {

  public SegmentConfig {
    requireNonNull(folder, "folder");
    requireNonNull(keepFor, "keepFor");
    if (segmentBytes <= 0 || maxLogBytes < segmentBytes || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "segment %d, log %d, reserve %d bytes"
              .formatted(segmentBytes, maxLogBytes, reserveBytes));
    }
  }

  public static SegmentConfig in(Path folder) {
    return new SegmentConfig(
        folder, 64L << 20, 2L << 30, 256L << 20, Duration.ofHours(24), 256L << 20);
  }
}
