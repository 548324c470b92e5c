// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key of a caller, without its secret.
 *
 * @param environment slug of the environment that it is for
 * @param consumer identifier of whom it belongs to
 * @param scopes what it may do
 * @param state {@code active}, {@code expired}, {@code disabled} or {@code revoked}
 * @param expiresAt null = never
 * @param lastUsedAt null = never; to the minute
 * @param prefix how its newest secret begins
 */
public record ApiKey(
    String id,
    String name,
    String environment,
    String consumer,
    List<String> scopes,
    String state,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    String prefix) {
  public ApiKey {
    scopes = List.copyOf(scopes);
  }

  static ApiKey of(JsonTree key) {
    return new ApiKey(
        key.text("id"),
        key.text("name"),
        key.text("environment"),
        key.object("consumer").text("id"),
        key.texts("scopes"),
        key.text("state"),
        time(key.optionalText("expiresAt")),
        time(key.optionalText("lastUsedAt")),
        key.objects("secrets", secret -> secret.text("prefix")).get(0));
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
