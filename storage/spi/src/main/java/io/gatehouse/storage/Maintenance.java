// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

/** Background work on the store; called by one thread, never concurrently with itself. */
public interface Maintenance {

  /** Builds the hour and day tiers up to what can be closed at the given time. Idempotent. */
  void compact(long nowEpochMillis);

  /** Deletes what is older than the limits say. Idempotent. */
  void retain(RetentionLimits limits, long nowEpochMillis);

  /**
   * Makes what has been committed durable apart from the write-ahead log, unless space is short.
   *
   * @return true when the log position that was committed before the call is now safe
   */
  boolean checkpoint(long freeDiskBytes);

  /** Removes everything of an app. May be called from any thread. */
  void forgetApp(int app);

  Size size();

  /** How long each kind of data is kept, in days. */
  record RetentionLimits(
      int minuteDays, int hourDays, int dayDays, int requestLogDays, int bodyDays) {

    public static final RetentionLimits DEFAULT = new RetentionLimits(14, 395, 1825, 30, 7);
  }

  /**
   * @param bytes on disk, with write-ahead log
   */
  record Size(long bytes, long minuteRows, long hourRows, long dayRows, long requestLogs) {}
}
