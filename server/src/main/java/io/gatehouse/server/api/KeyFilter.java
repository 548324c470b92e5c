// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.App;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Filters by API key. The store knows the secrets that requests came with; readers ask for the key,
 * whatever secrets it has had.
 */
final class KeyFilter {

  private KeyFilter() {}

  /** The same filter by the ids of secrets. */
  static Filter ofSecrets(Backend backend, App app, Filter filter) {
    if (filter.terms().stream().noneMatch(term -> term.field() == Field.KEY)) {
      return filter;
    }
    return new Filter(
        filter.terms().stream()
            .map(term -> term.field() == Field.KEY ? ofSecrets(backend, app, term) : term)
            .toList());
  }

  private static Term ofSecrets(Backend backend, App app, Term term) {
    List<Match> matches = new ArrayList<>();
    for (Match match : term.anyOf()) {
      matches.add(match);
      if (match instanceof Match.Equal equal && !equal.value().isEmpty()) {
        backend
            .catalog()
            .apiKeys()
            .find(app, equal.value())
            .map(StoredKey::secrets)
            .orElse(List.of())
            .forEach((Secret secret) -> matches.add(new Match.Equal(secret.id())));
      }
    }
    return new Term(term.field(), term.key(), term.negated(), matches);
  }
}
