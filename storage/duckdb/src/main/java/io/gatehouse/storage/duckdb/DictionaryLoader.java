// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.duckdb.Entry.Consumer;
import io.gatehouse.storage.duckdb.Entry.Endpoint;
import io.gatehouse.storage.duckdb.Entry.Environment;
import io.gatehouse.storage.duckdb.Entry.ErrorGroup;
import io.gatehouse.storage.duckdb.Entry.Instance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Reads the dictionaries from their tables. */
final class DictionaryLoader {

  private DictionaryLoader() {}

  static Dictionaries load(Connection connection, DuckDbConfig.Limits limits) throws SQLException {
    Dictionaries dictionaries = new Dictionaries(limits);
    load(
        connection,
        dictionaries,
        "SELECT id, app, name FROM environment",
        row -> new Environment(row.getInt(1), row.getInt(2), row.getString(3)));
    load(
        connection,
        dictionaries,
        "SELECT id, app, number, method, route, created, declared, first_request FROM endpoint",
        DictionaryLoader::endpoint);
    load(
        connection,
        dictionaries,
        "SELECT id, app, number, identifier, created, name, group_name, first_request"
            + " FROM consumer",
        DictionaryLoader::consumer);
    load(
        connection,
        dictionaries,
        "SELECT id, app, kind, endpoint, fingerprint, field, type, message, first_minute,"
            + " last_minute FROM error_group",
        DictionaryLoader::errorGroup);
    load(
        connection,
        dictionaries,
        "SELECT id, app, environment, slot, first_seen_millis, client, versions,"
            + " last_startup_millis, monitored FROM instance",
        DictionaryLoader::instance);
    return dictionaries;
  }

  private static void load(
      Connection connection,
      Dictionaries dictionaries,
      String sql,
      ReadSession.Row<? extends Entry> reader)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        dictionaries.load(reader.read(rows));
      }
    }
  }

  private static Entry endpoint(ResultSet row) throws SQLException {
    Endpoint endpoint =
        new Endpoint(
            row.getInt(1),
            row.getInt(2),
            row.getInt(3),
            row.getString(4),
            row.getString(5),
            row.getInt(6));
    endpoint.declared = row.getBoolean(7);
    endpoint.firstRequest = row.getObject(8, Integer.class);
    return endpoint;
  }

  private static Entry consumer(ResultSet row) throws SQLException {
    Consumer consumer =
        new Consumer(row.getInt(1), row.getInt(2), row.getInt(3), row.getString(4), row.getInt(5));
    consumer.name = row.getString(6);
    consumer.group = row.getString(7);
    consumer.firstRequest = row.getObject(8, Integer.class);
    return consumer;
  }

  private static Entry errorGroup(ResultSet row) throws SQLException {
    ErrorGroup group =
        new ErrorGroup(
            row.getInt(1),
            row.getInt(2),
            ErrorKind.valueOf(row.getString(3)),
            row.getInt(4),
            row.getLong(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getInt(9));
    group.lastMinute = row.getInt(10);
    return group;
  }

  private static Entry instance(ResultSet row) throws SQLException {
    Instance instance =
        new Instance(
            row.getInt(1),
            row.getInt(2),
            row.getInt(3),
            row.getObject(4, UUID.class),
            row.getLong(5));
    instance.client = row.getString(6);
    instance.versions = row.getString(7);
    instance.appVersion = InstanceRows.appVersion(instance.versions);
    instance.lastStartupMillis = row.getLong(8);
    instance.monitored = row.getBoolean(9);
    return instance;
  }
}
