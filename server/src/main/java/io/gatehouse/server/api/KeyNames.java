// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.App;
import io.gatehouse.storage.KeyFacts;
import java.util.ArrayList;
import java.util.List;

/** What the store is told of keys, so that it can name them. */
final class KeyNames {

  private KeyNames() {}

  /** All keys of an app. */
  static List<KeyFacts> of(Backend backend, App app) {
    List<KeyFacts> facts = new ArrayList<>();
    for (StoredKey key : backend.catalog().apiKeys().changedSince(app.number(), 0)) {
      var terms = key.terms();
      facts.add(
          new KeyFacts(
              key.id(),
              key.secrets().stream().map(Secret::id).toList(),
              terms.name(),
              terms.environment(),
              terms.consumer(),
              terms.consumerName(),
              terms.consumerGroup(),
              terms.scopes(),
              terms.tags(),
              terms.externalId(),
              key.state(),
              key.createdAt(),
              terms.expiresAt()));
    }
    return facts;
  }
}
