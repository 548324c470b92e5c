// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Rollup;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the versions of apps, so that a call's version is a small number beside its others.
 * Over the limit one number stands for all further versions.
 *
 * <p>As of the last commit; confined to whoever holds the write lock.
 */
final class AppVersions {

  static final String TABLE = "app_version";

  static final String CREATE_TABLE =
      "CREATE TABLE "
          + TABLE
          + " (app INTEGER NOT NULL, number INTEGER NOT NULL, name VARCHAR NOT NULL)";

  /** The number when no version is told. */
  static final int UNKNOWN = 0;

  private final int limit;
  private final Map<Integer, Map<String, Integer>> known = new HashMap<>();
  private final Set<Version> added = new LinkedHashSet<>();

  private record Version(int app, int number, String name) {}

  private AppVersions(int limit) {
    this.limit = limit;
  }

  static AppVersions load(Connection connection, int limit) throws SQLException {
    AppVersions versions = new AppVersions(limit);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT app, number, name FROM " + TABLE)) {
      while (rows.next()) {
        versions.of(rows.getInt(1)).put(rows.getString(3), rows.getInt(2));
      }
    }
    return versions;
  }

  /**
   * The number of a version, a new one when it was never told before.
   *
   * @param dictionaries take note of versions over the limit
   */
  int number(Dictionaries dictionaries, int app, int environment, @Nullable String version) {
    if (version == null) {
      return UNKNOWN;
    }
    Map<String, Integer> ofApp = of(app);
    Integer number = ofApp.get(version);
    if (number != null) {
      return number;
    }
    if (ofApp.size() < limit) {
      return add(app, ofApp, version);
    }
    dictionaries.count(app, environment, "cap-versions", version);
    Integer other = ofApp.get(Rollup.OTHER);
    return other != null ? other : add(app, ofApp, Rollup.OTHER);
  }

  private int add(int app, Map<String, Integer> ofApp, String version) {
    int number = ofApp.size() + 1;
    ofApp.put(version, number);
    added.add(new Version(app, number, version));
    return number;
  }

  private Map<String, Integer> of(int app) {
    return known.computeIfAbsent(app, unused -> new HashMap<>());
  }

  /** Writes what is new; belongs to the transaction that stores the batches. */
  void store(WriteSession session) throws SQLException {
    for (Version version : added) {
      session.appender(TABLE).begin().add(version.app).add(version.number).add(version.name).end();
    }
    added.clear();
  }

  void forget(int app) {
    known.remove(app);
  }
}
