// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.ErrorKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry of a dictionary; mutable where what it stands for can change. */
abstract sealed class Entry {

  final int id;
  final int app;

  /** Whether the table has it. */
  boolean stored;

  Entry(int id, int app) {
    this.id = id;
    this.app = app;
  }

  static final class Environment extends Entry {
    final String name;

    Environment(int id, int app, String name) {
      super(id, app);
      this.name = name;
    }
  }

  static final class Endpoint extends Entry {
    final int number;
    final String method;
    final String route;
    final int created;
    boolean declared;
    @Nullable Integer firstRequest;

    Endpoint(int id, int app, int number, String method, String route, int created) {
      super(id, app);
      this.number = number;
      this.method = method;
      this.route = route;
      this.created = created;
    }
  }

  static final class Consumer extends Entry {
    final int number;
    final String identifier;
    final int created;
    @Nullable String name;
    @Nullable String group;
    @Nullable Integer firstRequest;

    Consumer(int id, int app, int number, String identifier, int created) {
      super(id, app);
      this.number = number;
      this.identifier = identifier;
      this.created = created;
    }
  }

  static final class ErrorGroup extends Entry {
    final ErrorKind kind;
    final int endpoint;
    final long fingerprint;
    final @Nullable String field;
    String type;
    String message;

    /** Only of this transaction; the table keeps the latest one. */
    @Nullable String stacktrace;

    int firstMinute;
    int lastMinute;

    ErrorGroup(
        int id,
        int app,
        ErrorKind kind,
        int endpoint,
        long fingerprint,
        @Nullable String field,
        String type,
        String message,
        int minute) {
      super(id, app);
      this.kind = kind;
      this.endpoint = endpoint;
      this.fingerprint = fingerprint;
      this.field = field;
      this.type = type;
      this.message = message;
      this.firstMinute = minute;
      this.lastMinute = minute;
    }
  }

  static final class Instance extends Entry {
    static final UUID OTHER = new UUID(0, 0);

    final int environment;
    final UUID slot;
    final long firstSeenMillis;
    @Nullable String client;
    String versions = "{}";

    /** Of {@link #versions}. */
    @Nullable String appVersion;

    long lastStartupMillis;
    boolean monitored;

    Instance(int id, int app, int environment, UUID slot, long firstSeenMillis) {
      super(id, app);
      this.environment = environment;
      this.slot = slot;
      this.firstSeenMillis = firstSeenMillis;
      this.lastStartupMillis = firstSeenMillis;
    }

    /**
     * The app's version that answers now; null = not known. Those over the limit, which it stands
     * for, tell nothing for one another.
     */
    @Nullable String versionOfCalls() {
      return slot.equals(OTHER) ? null : appVersion;
    }
  }
}
