// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Which data a query may see and looks at. A query cannot be made without one.
 *
 * @param app the catalog's number of the app
 * @param environments slugs; empty = all
 */
public record Scope(int app, Set<String> environments, TimeRange range, Filter filter) {

  public Scope {
    environments = Set.copyOf(environments);
    requireNonNull(range, "range");
    requireNonNull(filter, "filter");
  }

  public Scope in(TimeRange other) {
    return new Scope(app, environments, other, filter);
  }
}
