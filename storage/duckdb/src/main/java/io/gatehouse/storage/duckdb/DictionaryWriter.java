// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.duckdb.Entry.Consumer;
import io.gatehouse.storage.duckdb.Entry.Endpoint;
import io.gatehouse.storage.duckdb.Entry.Environment;
import io.gatehouse.storage.duckdb.Entry.ErrorGroup;
import io.gatehouse.storage.duckdb.Entry.Instance;
import java.sql.SQLException;

/** Writes what is new in the dictionaries to their tables. */
final class DictionaryWriter {

  private DictionaryWriter() {}

  static void store(WriteSession session) throws SQLException {
    Dictionaries dictionaries = session.memory().dictionaries();
    Dictionaries.Changes changes = dictionaries.changes();
    for (Environment entry : changes.environments()) {
      session.appender("environment").begin().add(entry.id).add(entry.app).add(entry.name).end();
    }
    for (Endpoint entry : changes.endpoints()) {
      insert(session, entry);
    }
    for (Consumer entry : changes.consumers()) {
      insert(session, entry);
    }
    for (ErrorGroup entry : changes.errorGroups()) {
      insert(session, entry);
    }
    for (Instance entry : changes.instances()) {
      insert(session, entry);
    }
    for (Entry entry : changes.changed()) {
      update(session, entry);
    }
    if (!changes.changed().isEmpty()) {
      session.flush();
      apply(session);
    }
    dictionaries.stored(changes);
  }

  private static void insert(WriteSession session, Endpoint entry) throws SQLException {
    session
        .appender("endpoint")
        .begin()
        .add(entry.id)
        .add(entry.app)
        .add(entry.number)
        .add(entry.method)
        .add(entry.route)
        .add(entry.declared)
        .add(entry.created)
        .addOrNull(entry.firstRequest)
        .addOrNull(entry.firstRequest)
        .end();
  }

  private static void insert(WriteSession session, Consumer entry) throws SQLException {
    session
        .appender("consumer")
        .begin()
        .add(entry.id)
        .add(entry.app)
        .add(entry.number)
        .add(entry.identifier)
        .add(entry.name)
        .add(entry.group)
        .add(entry.created)
        .addOrNull(entry.firstRequest)
        .addOrNull(entry.firstRequest)
        .end();
  }

  private static void insert(WriteSession session, ErrorGroup entry) throws SQLException {
    session
        .appender("error_group")
        .begin()
        .add(entry.id)
        .add(entry.app)
        .add(entry.kind.name())
        .add(entry.endpoint)
        .add(entry.fingerprint)
        .add(entry.type)
        .add(entry.message)
        .add(entry.stacktrace)
        .add(entry.field)
        .add(entry.firstMinute)
        .add(entry.lastMinute)
        .end();
    entry.stacktrace = null;
  }

  private static void insert(WriteSession session, Instance entry) throws SQLException {
    session
        .appender("instance")
        .begin()
        .add(entry.id)
        .add(entry.app)
        .add(entry.environment)
        .add(entry.slot)
        .add(entry.client)
        .add(entry.versions)
        .add(entry.firstSeenMillis)
        .add(entry.lastStartupMillis)
        .add(entry.monitored)
        .end();
  }

  private static void update(WriteSession session, Entry changed) throws SQLException {
    if (changed instanceof Endpoint entry) {
      session
          .temporaryAppender("endpoint_change")
          .begin()
          .add(entry.id)
          .add(entry.declared)
          .addOrNull(entry.firstRequest)
          .end();
    } else if (changed instanceof Consumer entry) {
      session
          .temporaryAppender("consumer_change")
          .begin()
          .add(entry.id)
          .add(entry.name)
          .add(entry.group)
          .addOrNull(entry.firstRequest)
          .end();
    } else if (changed instanceof ErrorGroup entry) {
      session
          .temporaryAppender("error_group_change")
          .begin()
          .add(entry.id)
          .add(entry.type)
          .add(entry.message)
          .add(entry.stacktrace)
          .add(entry.firstMinute)
          .add(entry.lastMinute)
          .end();
      entry.stacktrace = null;
    } else if (changed instanceof Instance entry) {
      session
          .temporaryAppender("instance_change")
          .begin()
          .add(entry.id)
          .add(entry.client)
          .add(entry.versions)
          .add(entry.lastStartupMillis)
          .add(entry.monitored)
          .end();
    }
  }

  private static void apply(WriteSession session) throws SQLException {
    apply(
        session,
        "endpoint_change",
        "UPDATE endpoint SET declared = c.declared, first_request = c.first_request,"
            + " last_request = coalesce(endpoint.last_request, c.first_request)"
            + " FROM endpoint_change c WHERE endpoint.id = c.id");
    apply(
        session,
        "consumer_change",
        "UPDATE consumer SET name = c.name, group_name = c.group_name,"
            + " first_request = c.first_request,"
            + " last_request = coalesce(consumer.last_request, c.first_request)"
            + " FROM consumer_change c WHERE consumer.id = c.id");
    apply(
        session,
        "error_group_change",
        "UPDATE error_group SET type = c.type, message = c.message,"
            + " stacktrace = coalesce(c.stacktrace, error_group.stacktrace),"
            + " first_minute = c.first_minute, last_minute = c.last_minute"
            + " FROM error_group_change c WHERE error_group.id = c.id");
    apply(
        session,
        "instance_change",
        "UPDATE instance SET client = c.client, versions = c.versions,"
            + " last_startup_millis = c.last_startup_millis, monitored = c.monitored"
            + " FROM instance_change c WHERE instance.id = c.id");
  }

  private static void apply(WriteSession session, String changes, String update)
      throws SQLException {
    if (session.hasRowsFor(changes)) {
      session.execute(update);
      session.execute("DELETE FROM " + changes);
    }
  }
}
