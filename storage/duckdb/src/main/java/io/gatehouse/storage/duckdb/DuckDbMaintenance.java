// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Maintenance;
import io.gatehouse.storage.RequestEdit;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.duckdb.DayFiles.DayFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Background work on the store. */
final class DuckDbMaintenance implements Maintenance {

  private static final int MINUTES_PER_DAY = 1440;
  private static final long SPARE_BYTES = 64L << 20;
  private static final long MILLIS_PER_MINUTE = 60_000L;
  private static final long MICROS_PER_MINUTE = 60_000_000L;

  private final Database database;
  private final Checkpoints checkpoints;

  DuckDbMaintenance(Database database, Checkpoints checkpoints) {
    this.database = database;
    this.checkpoints = checkpoints;
  }

  @Override
  public void compact(long nowEpochMillis) {
    int now = (int) (nowEpochMillis / MILLIS_PER_MINUTE);
    new Compaction(database).run(now);
    new Sealing(database, database.file().dayFiles()).run(now);
  }

  @Override
  public void retain(RetentionLimits limits, long nowEpochMillis) {
    int now = (int) (nowEpochMillis / MILLIS_PER_MINUTE);
    database.write(
        session -> {
          retainRollups(session, limits, now);
          retainOthers(session, limits, now);
          retainRequests(session, limits, now);
          return true;
        });
    deleteUnusedFiles();
  }

  private static void retainRequests(WriteSession session, RetentionLimits limits, int now)
      throws SQLException {
    int requests = before(now, limits.requestLogDays());
    int bodies = before(now, Math.min(limits.bodyDays(), limits.requestLogDays()));
    for (RequestTable table : RequestTable.values()) {
      int floor = table == RequestTable.BODY ? bodies : requests;
      session.execute(
          "DELETE FROM %s WHERE start_micros < %d"
              .formatted(table.table, floor * MICROS_PER_MINUTE));
      session.execute(
          "DELETE FROM day_file WHERE kind = '%s' AND day < %d"
              .formatted(table.table, floor / MINUTES_PER_DAY));
    }
    session.execute(
        "UPDATE body_state SET body_floor = greatest(body_floor, %d)"
            .formatted(bodies * MICROS_PER_MINUTE));
  }

  private void deleteUnusedFiles() {
    DayFiles files = database.file().dayFiles();
    Set<DayFile> valid =
        Set.copyOf(
            database.read(
                session ->
                    session.list(
                        Sql.of("SELECT app, day, kind, number FROM day_file"),
                        row ->
                            new DayFile(
                                row.getInt(1),
                                row.getInt(2),
                                DayFiles.kind(row.getString(3)),
                                row.getInt(4)))));
    database.withoutReaders(() -> files.sweep(valid));
  }

  /** A tier is never thinned out before the next one has what it holds. */
  private static void retainRollups(WriteSession session, RetentionLimits limits, int now)
      throws SQLException {
    TierState old = session.memory().tiers();
    int minutes = Tier.HOUR.floor(Math.min(before(now, limits.minuteDays()), old.hourClosed()));
    int hours = Tier.DAY.floor(Math.min(before(now, limits.hourDays()), old.dayClosed()));
    int days = Tier.DAY.floor(before(now, limits.dayDays()));
    TierState kept =
        new TierState(
            old.hourClosed(),
            old.dayClosed(),
            Math.max(old.minuteFloor(), minutes),
            Math.max(old.hourFloor(), Math.min(hours, minutes)));
    for (Shape shape : Shape.values()) {
      delete(session, shape, Tier.MINUTE, kept.minuteFloor());
      delete(session, shape, Tier.HOUR, kept.hourFloor());
      delete(session, shape, Tier.DAY, days);
    }
    for (String delete : ConsumerSets.deletes(Tier.HOUR, kept.hourFloor())) {
      session.execute(delete);
    }
    for (String delete : ConsumerSets.deletes(Tier.DAY, days)) {
      session.execute(delete);
    }
    UsageRows.retain(session, kept.hourFloor(), days);
    session.execute(kept.update());
    session.memory().tiers(kept);
  }

  private static void delete(WriteSession session, Shape shape, Tier tier, int before)
      throws SQLException {
    if (shape.has(tier)) {
      session.execute("DELETE FROM " + shape.table(tier) + " WHERE minute < " + before);
    }
  }

  private static void retainOthers(WriteSession session, RetentionLimits limits, int now)
      throws SQLException {
    // As long as a request log may name an instance.
    long life = before(now, Math.max(limits.minuteDays(), limits.requestLogDays()));
    int figures = before(now, limits.hourDays());
    session.memory().countSources().forgetBefore(session, before(now, limits.minuteDays()), now);
    session.execute("DELETE FROM estimate WHERE minute < " + figures);
    session.memory().batchNumbers().forgetBefore(session, before(now, limits.dayDays()));
    session.execute("DELETE FROM error_minute WHERE minute < " + figures);
    session.execute("DELETE FROM startup WHERE at_millis < " + figures * MILLIS_PER_MINUTE);
    session.execute("DELETE FROM outcome WHERE at_millis < " + life * MILLIS_PER_MINUTE);
    session.execute("DELETE FROM heartbeat WHERE at_millis < " + life * MILLIS_PER_MINUTE);
    session.execute(
        "DELETE FROM seen_message WHERE received_minute <= "
            + "(SELECT max(received_minute) FROM seen_message) - "
            + Memory.IDENTITY_HOURS * 60);
    int gone =
        session.execute(
            "DELETE FROM instance WHERE first_seen_millis < "
                + life * MILLIS_PER_MINUTE
                + " AND id NOT IN (SELECT instance FROM heartbeat)"
                + " AND id NOT IN (SELECT instance FROM request)");
    if (gone > 0) {
      session.memory().reloadDictionaries(session.connection());
    }
  }

  private static int before(int now, int days) {
    return (int) Math.max(0, now - (long) days * MINUTES_PER_DAY);
  }

  @Override
  public boolean checkpoint(long freeDiskBytes) {
    return checkpoints.checkpoint(freeDiskBytes);
  }

  @Override
  public void forgetApp(int app) {
    database.write(
        session -> {
          for (String table : Schema.APP_TABLES) {
            session.execute(Sql.of("DELETE FROM " + table + " WHERE app = ?", app));
          }
          session.execute(Sql.of("DELETE FROM day_file WHERE app = ?", app));
          session.memory().forget(app);
          return true;
        });
    deleteUnusedFiles();
  }

  @Override
  public long snapshotBytes() {
    return database.file().path().toFile().length() + database.file().walBytes();
  }

  @Override
  public Snapshot snapshot(Path folder) {
    return new StoreSnapshot(database).write(folder);
  }

  @Override
  public boolean eraseConsumer(int app, String identifier, long freeDiskBytes) {
    Erasure erasure = new Erasure(database, database.file().dayFiles());
    if (!erasure.run(app, identifier)) {
      return false;
    }
    deleteUnusedFiles();
    if (freeDiskBytes < database.file().path().toFile().length() + SPARE_BYTES) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE,
          "the consumer is erased, but there is not enough space to write the store anew, which"
              + " gets rid of what deleted rows left in it; free some and erase again",
          null);
    }
    database.writeAnew();
    return true;
  }

  @Override
  public Optional<String> pseudonym(int app, String identifier) {
    return new Erasure(database, database.file().dayFiles())
        .number(app, identifier)
        .map(Erasure::pseudonym);
  }

  @Override
  public void rewriteRequests(int app, RequestEdit edit, Progress progress) {
    new RequestRewrite(database, database.file().dayFiles(), app, edit, progress).run();
    deleteUnusedFiles();
  }

  @Override
  public Size size() {
    long bytes = database.file().bytes();
    return database.read(
        session ->
            session
                .first(
                    Sql.of(
                        "SELECT (SELECT count(*) FROM rollup_minute),"
                            + " (SELECT count(*) FROM rollup_hour),"
                            + " (SELECT count(*) FROM rollup_day),"
                            + " (SELECT count(*) FROM request) + (SELECT"
                            + " coalesce(sum(stored_rows), 0)::BIGINT FROM day_file WHERE kind ="
                            + " 'request')"),
                    row ->
                        new Size(
                            bytes, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .orElseThrow());
  }
}
