// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store is told of an API key when it has to name keys: it knows ids of secrets only.
 *
 * @param secrets ids under which calls were counted
 * @param expiresAt milliseconds since 1970; 0 = never
 */
public record KeyFacts(
    String id,
    List<String> secrets,
    String name,
    String environment,
    String consumer,
    @Nullable String consumerName,
    @Nullable String consumerGroup,
    List<String> scopes,
    List<String> tags,
    @Nullable String externalId,
    String state,
    long createdAt,
    long expiresAt) {

  public KeyFacts {
    requireNonNull(id, "id");
    secrets = List.copyOf(secrets);
    requireNonNull(name, "name");
    requireNonNull(environment, "environment");
    requireNonNull(consumer, "consumer");
    scopes = List.copyOf(scopes);
    tags = List.copyOf(tags);
    requireNonNull(state, "state");
  }
}
