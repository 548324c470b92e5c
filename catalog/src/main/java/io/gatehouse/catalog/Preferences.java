// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Settings of the installation that are changed in the dashboard, by name. */
public final class Preferences {

  private final Jdbi jdbi;

  Preferences(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<String> get(String name) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT setting_value FROM setting WHERE name = ?", name)
                .mapTo(String.class)
                .findOne());
  }

  public void set(String name, String value) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO setting (name, setting_value) VALUES (?, ?)"
                    + " ON CONFLICT (name) DO UPDATE SET setting_value = excluded.setting_value",
                name,
                value));
  }
}
