// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.ApiKeys.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads the tables of API keys. */
final class ApiKeyRows {

  private ApiKeyRows() {}

  /**
   * Keys that match, with their secrets.
   *
   * @param condition constant text with a {@code ?} for each value
   */
  static List<StoredKey> select(Handle handle, String condition, Object... values) {
    Map<String, List<Secret>> secrets = new HashMap<>();
    String found = "SELECT id FROM api_key WHERE " + condition;
    handle
        .select(
            "SELECT * FROM api_key_secret WHERE api_key IN ("
                + found
                + ") ORDER BY created_at DESC, id",
            values)
        .map(
            (row, context) ->
                secrets
                    .computeIfAbsent(row.getString("api_key"), absent -> new ArrayList<>())
                    .add(secret(row)))
        .list();
    return handle
        .select("SELECT * FROM api_key WHERE " + condition, values)
        .map((row, context) -> key(row, secrets.getOrDefault(row.getString("id"), List.of())))
        .list();
  }

  private static Secret secret(ResultSet row) throws SQLException {
    return new Secret(
        row.getString("id"),
        row.getString("prefix"),
        row.getString("algorithm"),
        row.getString("hash"),
        row.getInt("pepper"),
        row.getLong("created_at"),
        row.getLong("valid_until"));
  }

  private static StoredKey key(ResultSet row, List<Secret> secrets) throws SQLException {
    return new StoredKey(
        row.getString("id"),
        new Terms(
            row.getString("name"),
            row.getString("environment"),
            row.getString("consumer"),
            row.getString("consumer_name"),
            row.getString("consumer_group"),
            list(row.getString("scopes")),
            list(row.getString("allow")),
            list(row.getString("deny")),
            list(row.getString("limits")),
            list(row.getString("tags")),
            row.getString("external_id"),
            row.getLong("expires_at")),
        row.getString("state"),
        row.getString("state_reason"),
        row.getLong("created_at"),
        row.getString("created_by"),
        row.getLong("changed_at"),
        row.getLong("revision"),
        List.copyOf(secrets));
  }

  static String lines(List<String> texts) {
    return String.join("\n", texts);
  }

  static List<String> list(String lines) {
    return lines.isEmpty() ? List.of() : Arrays.asList(lines.split("\n"));
  }
}
