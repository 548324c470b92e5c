// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules besides the built-in ones. What a rule with an odd path means is not known: it hides all.
 */
final class Rules {

  /** A rule, its path understood; names of headers and parameters have none. */
  record Rule(RedactionRule told, @Nullable JsonPath path) {

    boolean applies(Target target, String endpoint) {
      return told.target() == target
          && (told.endpoint() == null || told.endpoint().equals(endpoint));
    }
  }

  private final List<Rule> rules;

  Rules(List<RedactionRule> told) {
    List<Rule> all = new ArrayList<>();
    for (RedactionRule one : told) {
      boolean body = one.target() == Target.REQUEST_BODY || one.target() == Target.RESPONSE_BODY;
      all.add(new Rule(one, body ? path(one.path()) : null));
    }
    rules = List.copyOf(all);
  }

  private static JsonPath path(String text) {
    try {
      return JsonPath.parse(text);
    } catch (IllegalArgumentException e) {
      return JsonPath.root();
    }
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** What is to be done to a header, parameter or form field; null = nothing. */
  @Nullable Action ofName(Target target, String endpoint, String name) {
    Action strongest = null;
    for (Rule rule : rules) {
      if (rule.applies(target, endpoint)) {
        JsonPath path = rule.path();
        boolean meant =
            path == null ? rule.told().path().equalsIgnoreCase(name) : path.takesField(name);
        strongest = meant ? stronger(strongest, rule.told().action()) : strongest;
      }
    }
    return strongest;
  }

  List<Rule> ofBody(Target target, String endpoint) {
    if (rules.isEmpty()) {
      return rules;
    }
    return rules.stream().filter(rule -> rule.applies(target, endpoint)).toList();
  }

  static Action stronger(@Nullable Action one, Action other) {
    if (one == Action.DROP || other == Action.DROP) {
      return Action.DROP;
    }
    return one == Action.MASK ? one : other;
  }
}
