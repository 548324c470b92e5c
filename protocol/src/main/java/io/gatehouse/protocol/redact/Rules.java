// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rules besides the built-in ones. What a rule with an odd path means is not known: it hides all.
 */
final class Rules {

  /**
   * A rule, its path understood; names of headers and parameters have none.
   *
   * @param hits is told each time the rule hides something
   */
  record Rule(RedactionRule told, @Nullable JsonPath path, Consumer<RedactionRule> hits) {

    boolean applies(Target target, String endpoint) {
      return told.target() == target && appliesTo(endpoint);
    }

    /** Null = of no endpoint that is known, where any rule may be meant. */
    boolean appliesTo(@Nullable String endpoint) {
      return told.endpoint() == null || endpoint == null || told.endpoint().equals(endpoint);
    }

    void hit() {
      hits.accept(told);
    }

    /** What the rule calls a value wherever it occurs; null = it means one place. */
    @Nullable String name() {
      return path == null ? told.path() : path.nameAnywhere();
    }

    /** The same rule for attributes, whose names can be dotted; a path stays as it is. */
    Rule forAttributes() {
      String name = name();
      return name == null ? this : new Rule(told, JsonPath.ofAttribute(name), hits);
    }
  }

  private final List<Rule> rules;

  Rules(List<RedactionRule> told, Consumer<RedactionRule> hits) {
    List<Rule> all = new ArrayList<>();
    for (RedactionRule one : told) {
      boolean body = one.target() == Target.REQUEST_BODY || one.target() == Target.RESPONSE_BODY;
      all.add(new Rule(one, body ? path(one.path()) : null, hits));
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
        if (meant) {
          rule.hit();
          strongest = stronger(strongest, rule.told().action());
        }
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

  /** Rules about attributes of what happened at an endpoint; null = at one that is not known. */
  List<Rule> ofAttributes(@Nullable String endpoint) {
    return rules.stream()
        .filter(rule -> rule.appliesTo(endpoint))
        .map(Rule::forAttributes)
        .toList();
  }

  /** Rules that name what they hide, for texts of what happened at an endpoint. */
  List<Rule> ofTexts(@Nullable String endpoint) {
    return rules.stream().filter(rule -> rule.appliesTo(endpoint) && rule.name() != null).toList();
  }

  /** Endpoints that have rules of their own. */
  Set<String> endpoints() {
    Set<String> endpoints = new HashSet<>();
    for (Rule rule : rules) {
      String endpoint = rule.told().endpoint();
      if (endpoint != null) {
        endpoints.add(endpoint);
      }
    }
    return endpoints;
  }

  static Action stronger(@Nullable Action one, Action other) {
    if (one == Action.DROP || other == Action.DROP) {
      return Action.DROP;
    }
    return one == Action.MASK ? one : other;
  }
}
