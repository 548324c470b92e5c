// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.JsonWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a key is to be. Immutable: each method gives another one. */
public final class NewApiKey {

  private final String name;
  private final String consumer;
  private final String environment;
  private final List<String> scopes;
  private final @Nullable Instant expiresAt;
  private final @Nullable String externalId;

  private NewApiKey(
      String name,
      String consumer,
      String environment,
      List<String> scopes,
      @Nullable Instant expiresAt,
      @Nullable String externalId) {
    this.name = name;
    this.consumer = consumer;
    this.environment = environment;
    this.scopes = List.copyOf(scopes);
    this.expiresAt = expiresAt;
    this.externalId = externalId;
  }

  /**
   * A key for {@code prod} that never expires and may call what needs no scope.
   *
   * @param name for people, 1–64 characters
   * @param consumer identifier of whom it belongs to, 1–128 characters
   */
  public static NewApiKey of(String name, String consumer) {
    return new NewApiKey(
        requireNonNull(name, "name"),
        requireNonNull(consumer, "consumer"),
        "prod",
        List.of(),
        null,
        null);
  }

  /** For another environment, by its slug. */
  public NewApiKey environment(String value) {
    return new NewApiKey(
        name, consumer, requireNonNull(value, "value"), scopes, expiresAt, externalId);
  }

  /** What it may do, e.g. {@code orders:read} or {@code orders:*}. */
  public NewApiKey scopes(String... values) {
    return new NewApiKey(name, consumer, environment, List.of(values), expiresAt, externalId);
  }

  /** From then on it is refused. */
  public NewApiKey expiresAt(Instant value) {
    return new NewApiKey(
        name, consumer, environment, scopes, requireNonNull(value, "value"), externalId);
  }

  /** Its id in another system. */
  public NewApiKey externalId(String value) {
    return new NewApiKey(
        name, consumer, environment, scopes, expiresAt, requireNonNull(value, "value"));
  }

  String json() {
    JsonWriter json = new JsonWriter();
    json.beginObject().member("name", name).member("consumer", consumer);
    json.member("environment", environment).name("scopes").beginArray();
    scopes.forEach(json::value);
    json.endArray();
    json.optional("expiresAt", expiresAt == null ? null : expiresAt.toString());
    json.optional("externalId", externalId).endObject();
    return json.toString();
  }
}
