// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import java.util.Set;

/**
 * What the operator wants masked besides the built-in names.
 *
 * @param names of headers, query parameters and fields; parts of names match, case and separators
 *     do not matter
 * @param keepClientAddress false: the last part of an address is removed
 */
public record RedactionRules(Set<String> names, boolean keepClientAddress) {

  public static final RedactionRules DEFAULT = new RedactionRules(Set.of(), false);

  public RedactionRules {
    names = Set.copyOf(names);
  }
}
