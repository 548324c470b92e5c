// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the SDKs of an app are told to do, as JSON text with a revision. */
public final class SdkSettings {

  private final Jdbi jdbi;

  /** By the number of the app; null = not loaded. Replaced after each change. */
  private volatile @Nullable Map<Integer, Stored> known;

  SdkSettings(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * @param revision grows with each change; at least 1
   * @param body JSON
   */
  public record Stored(long revision, String body) {}

  /** Answers from memory; empty when nothing was ever set. */
  public Optional<Stored> get(int app) {
    Map<Integer, Stored> loaded = known;
    if (loaded == null) {
      loaded = load();
      known = loaded;
    }
    return Optional.ofNullable(loaded.get(app));
  }

  /** Stores settings under the next revision. */
  public void set(App app, String body) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO sdk_setting (app, revision, body) VALUES (?, 1, ?)"
                    + " ON CONFLICT (app) DO UPDATE SET revision = sdk_setting.revision + 1,"
                    + " body = excluded.body",
                app.number(),
                body));
    known = null;
  }

  private Map<Integer, Stored> load() {
    return call(
        jdbi,
        handle -> {
          Map<Integer, Stored> loaded = new ConcurrentHashMap<>();
          handle
              .select("SELECT app, revision, body FROM sdk_setting")
              .map(
                  (row, context) ->
                      Map.entry(
                          row.getInt("app"),
                          new Stored(row.getLong("revision"), row.getString("body"))))
              .forEach(entry -> loaded.put(entry.getKey(), entry.getValue()));
          return loaded;
        });
  }
}
