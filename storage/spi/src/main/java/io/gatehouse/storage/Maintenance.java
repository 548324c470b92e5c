// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.nio.file.Path;
import java.util.Optional;

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

  /**
   * Removes what is known of a consumer: its requests with bodies, spans and log lines, its
   * identifier and name. Its counts stay under a name that says nothing. When this returns, no byte
   * of it is left in the store's files.
   *
   * @return false when the app has no such consumer
   * @throws StorageException when there is no space to do it; what was done is not undone
   */
  boolean eraseConsumer(int app, String identifier, long freeDiskBytes);

  /**
   * The name under which counts of a consumer stay when it is erased.
   *
   * @return empty when the app has no such consumer
   */
  Optional<String> pseudonym(int app, String identifier);

  /**
   * Changes texts of the stored requests of an app, and of spans and log lines that came by
   * themselves. Goes on while data comes in; what comes meanwhile may be left out.
   */
  void rewriteRequests(int app, RequestEdit edit, Progress progress);

  /** How far a long piece of work has come; called on the thread that does it. */
  interface Progress {

    /** How many requests there are to look at. */
    void total(long requests);

    /** So many more were looked at, and of these so many were changed. */
    void done(long requests, long changed);
  }

  /** Removes everything of an app. May be called from any thread. */
  void forgetApp(int app);

  Size size();

  /** Free disk space that {@link #snapshot} needs, in bytes. */
  long snapshotBytes();

  /**
   * Writes all that is committed now as files that another store can be opened on: rows, identities
   * and log position belong together. Taking in goes on meanwhile. May be called from any thread,
   * by one at a time.
   *
   * @param folder exists and is empty, on the disk of the store
   */
  Snapshot snapshot(Path folder);

  /**
   * @param schema version of its tables
   * @param position the log from here on is what it lacks
   */
  record Snapshot(int schema, LogPosition position) {}

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
