// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.duckdb.Entry.Instance;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes signs of life. */
final class InstanceRows {

  private InstanceRows() {}

  /** Returns the instance; null when the batch has none. */
  static @Nullable Instance add(WriteSession session, Batch batch, int environment)
      throws SQLException {
    InstanceReport report = batch.instance();
    if (report == null) {
      return null;
    }
    Dictionaries dictionaries = session.memory().dictionaries();
    long at = batch.receivedEpochMillis();
    Instance instance = dictionaries.instance(batch.app(), environment, report.id(), at);
    update(dictionaries, instance, report, at);
    Long sent = report.clientEpochMillis();
    session
        .appender("heartbeat")
        .begin()
        .add(batch.app())
        .add(environment)
        .add(at)
        .add(instance.id)
        .addOrNull(report.cpuPercent())
        .addOrNull(report.memoryBytes())
        .addOrNull(sent == null ? null : Long.valueOf(sent - at))
        .end();
    String version = report.appVersion();
    if (report.startup() && version != null) {
      session
          .appender("startup")
          .begin()
          .add(batch.app())
          .add(environment)
          .add(at)
          .add(instance.id)
          .add(version)
          .end();
    }
    return instance;
  }

  /** The app's own version among those that a process told last; null = not told. */
  static @Nullable String appVersion(String versions) {
    String version = Json.readMap(versions).get(InstanceReport.APP);
    return version == null || version.isBlank() ? null : version;
  }

  /** The app's version that the calls of a batch are of; null = not known. */
  static @Nullable String version(Batch batch, @Nullable Instance sender) {
    InstanceReport report = batch.instance();
    if (report == null || sender == null) {
      return null;
    }
    return report.versions().isEmpty() ? sender.versionOfCalls() : report.appVersion();
  }

  private static void update(
      Dictionaries dictionaries, Instance instance, InstanceReport report, long at) {
    String client = report.client() != null ? report.client() : instance.client;
    String versions =
        report.versions().isEmpty() ? instance.versions : Json.write(report.versions());
    long startup =
        report.startup() ? Math.max(at, instance.lastStartupMillis) : instance.lastStartupMillis;
    if (Objects.equals(client, instance.client)
        && versions.equals(instance.versions)
        && startup == instance.lastStartupMillis
        && report.monitored() == instance.monitored) {
      return;
    }
    instance.client = client;
    instance.versions = versions;
    instance.appVersion = appVersion(versions);
    instance.lastStartupMillis = startup;
    instance.monitored = report.monitored();
    dictionaries.change(instance);
  }
}
