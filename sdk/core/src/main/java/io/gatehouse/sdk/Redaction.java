// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.redact.Redactor;
import java.util.ArrayList;
import java.util.List;

/**
 * What is taken out of request logs besides the built-in names and patterns. The server may add
 * rules to it, and takes none away. Immutable.
 *
 * <pre>{@code
 * Redaction.defaults().header("X-Partner-Secret").requestBody("$.customer.email")
 * }</pre>
 */
public final class Redaction {

  private static final Redaction DEFAULTS = new Redaction(List.of(), false, true);

  private final List<RedactionRule> rules;
  private final boolean keepClientAddress;
  private final boolean errorMessages;

  private Redaction(List<RedactionRule> rules, boolean keepClientAddress, boolean errorMessages) {
    this.rules = List.copyOf(rules);
    this.keepClientAddress = keepClientAddress;
    this.errorMessages = errorMessages;
  }

  public static Redaction defaults() {
    return DEFAULTS;
  }

  /** Masks a header of requests and of responses, whatever the case of its name. */
  public Redaction header(String name) {
    return and(Target.REQUEST_HEADER, name).and(Target.RESPONSE_HEADER, name);
  }

  /** Masks a query parameter. */
  public Redaction query(String name) {
    return and(Target.QUERY, name);
  }

  /**
   * Masks a place in request bodies: {@code $}, {@code .name}, {@code ['name']}, {@code [3]},
   * {@code [*]}, {@code .*}, {@code ..name}. For forms the last name counts.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  public Redaction requestBody(String path) {
    Redactor.checkPath(path);
    return and(Target.REQUEST_BODY, path);
  }

  /** As {@link #requestBody}, in response bodies. */
  public Redaction responseBody(String path) {
    Redactor.checkPath(path);
    return and(Target.RESPONSE_BODY, path);
  }

  /** Tells client addresses in full; unless told they are shortened so that they name a network. */
  public Redaction keepClientAddress() {
    return new Redaction(rules, true, errorMessages);
  }

  /** Tells no messages of errors, only their types and places. */
  public Redaction withoutErrorMessages() {
    return new Redaction(rules, keepClientAddress, false);
  }

  private Redaction and(Target target, String path) {
    List<RedactionRule> more = new ArrayList<>(rules);
    more.add(new RedactionRule(target, requireNonNull(path, "path"), Action.MASK, null));
    return new Redaction(more, keepClientAddress, errorMessages);
  }

  boolean tellsErrorMessages() {
    return errorMessages;
  }

  Redactor redactor(List<RedactionRule> pushed) {
    List<RedactionRule> all = new ArrayList<>(rules);
    all.addAll(pushed);
    return new Redactor(all, keepClientAddress);
  }
}
