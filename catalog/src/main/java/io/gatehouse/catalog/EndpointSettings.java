// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What people set on single endpoints. */
public final class EndpointSettings {

  private final Jdbi jdbi;

  EndpointSettings(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The endpoint's own apdex threshold; empty = the app's. */
  public Optional<Integer> apdexMs(App app, String method, String route) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT apdex_ms FROM endpoint_setting"
                        + " WHERE app = ? AND method = ? AND route = ?",
                    app.number(),
                    method,
                    route)
                .mapTo(Integer.class)
                .findOne());
  }

  /**
   * @param apdexMs null = as the app
   */
  public void setApdexMs(App app, String method, String route, @Nullable Integer apdexMs) {
    call(
        jdbi,
        handle -> {
          handle.execute(
              "DELETE FROM endpoint_setting WHERE app = ? AND method = ? AND route = ?",
              app.number(),
              method,
              route);
          return apdexMs == null
              ? 0
              : handle.execute(
                  "INSERT INTO endpoint_setting (app, method, route, apdex_ms)"
                      + " VALUES (?, ?, ?, ?)",
                  app.number(),
                  method,
                  route,
                  apdexMs);
        });
  }
}
