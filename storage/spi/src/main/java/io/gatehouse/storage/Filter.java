// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A filter in typed form; the text form is read by {@link FilterParser}. All terms must hold; a
 * term holds when any of its matches does (none, when negated).
 *
 * @param terms at most 50
 */
public record Filter(List<Term> terms) {

  public static final int MAX_TERMS = 50;

  public static final Filter ALL = new Filter(List.of());

  public Filter {
    terms = List.copyOf(terms);
    if (terms.size() > MAX_TERMS) {
      throw new IllegalArgumentException("more than " + MAX_TERMS + " filter terms");
    }
  }

  public static Filter of(Field field, String value) {
    return new Filter(List.of(new Term(field, false, List.of(new Match.Equal(value)))));
  }

  public Filter and(Filter other) {
    return new Filter(
        java.util.stream.Stream.concat(terms.stream(), other.terms.stream()).toList());
  }

  /** The text that {@link FilterParser} reads as this filter. */
  public String toText() {
    return FilterText.of(this);
  }

  /** Splits off what only request logs can answer. */
  public RollupPart forRollups() {
    return new RollupPart(
        new Filter(terms.stream().filter(term -> term.field().inRollups()).toList()),
        terms.stream().filter(term -> !term.field().inRollups()).toList());
  }

  /**
   * What rollups can answer of a filter. Queries to rollups apply this part by themselves; whoever
   * shows the result tells what was left out.
   *
   * @param filter the terms that apply
   * @param leftOut the terms that do not
   */
  public record RollupPart(Filter filter, List<Term> leftOut) {

    public RollupPart {
      requireNonNull(filter, "filter");
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * One condition.
   *
   * @param key which header, attribute or place in a body; empty for fields without
   */
  public record Term(Field field, String key, boolean negated, List<Match> anyOf) {

    /** A condition on a field without key. */
    public Term(Field field, boolean negated, List<Match> anyOf) {
      this(field, "", negated, anyOf);
    }

    public Term {
      requireNonNull(field, "field");
      requireNonNull(key, "key");
      anyOf = List.copyOf(anyOf);
    }
  }

  /** What can be filtered by. */
  public enum Field {
    /**
     * Number, or a class like {@code 4xx} (parsed to a range); {@code failed} and {@code aborted}
     * for requests that broke off.
     */
    STATUS("status", true, true),
    METHOD("method", true, false),
    /** The route template in rollups; the URL's path in request logs. */
    PATH("path", true, false),
    /** {@code METHOD route}, as endpoints are named. */
    ENDPOINT("endpoint", true, false),
    /** Identifier; empty = anonymous. */
    CONSUMER("consumer", true, false),
    CONSUMER_GROUP("consumer.group", true, false),
    /** Id of the API key, or of one of its secrets; empty = none. Request logs only. */
    KEY("key", false, false),
    /** Why the API key was refused; empty = it was not. Request logs only. */
    REFUSAL("refusal", false, false),
    /** Microseconds. Request logs only. */
    DURATION("duration", false, true),
    /** Bytes. Request logs only. */
    REQUEST_SIZE("req.size", false, true),
    RESPONSE_SIZE("res.size", false, true),
    IP("ip", false, false),
    /** Host of the URL. Request logs only, as all that follow. */
    HOST("host", false, false),
    /** Anything of the query string. */
    QUERY("query", false, false),
    /** {@code header.<name>}: a request or response header. */
    HEADER("header", false, false),
    REQUEST_HEADER("req.header", false, false),
    RESPONSE_HEADER("res.header", false, false),
    /** Text of a body, or with a key the value at that place of a JSON body. */
    BODY("body", false, false),
    REQUEST_BODY("req.body", false, false),
    RESPONSE_BODY("res.body", false, false),
    /** Text of a log line. */
    LOG("log", false, false),
    /** {@code attr.<key>}: what the application told about the request. */
    ATTRIBUTE("attr", false, false),
    /** Version of the app that answered. */
    VERSION("version", false, false),
    INSTANCE("instance", false, false),
    /** Exception type. Request logs only. */
    ERROR("error", false, false),
    /** Text of the exception's message or stack trace. */
    ERROR_TEXT("error.text", false, false),
    TRACE("trace", false, false),
    ID("id", false, false),
    /** {@code error}, {@code logs}, {@code trace} or {@code body}. Request logs only. */
    HAS("has", false, false);

    private final String text;
    private final boolean inRollups;
    private final boolean numeric;

    Field(String text, boolean inRollups, boolean numeric) {
      this.text = text;
      this.inRollups = inRollups;
      this.numeric = numeric;
    }

    /** As written in filters. */
    public String text() {
      return text;
    }

    /** Whether rollups can answer it; others apply to request logs only. */
    public boolean inRollups() {
      return inRollups;
    }

    public boolean numeric() {
      return numeric;
    }

    /** Whether a key follows after a dot. */
    public boolean keyed() {
      return switch (this) {
        case HEADER, REQUEST_HEADER, RESPONSE_HEADER, ATTRIBUTE -> true;
        default -> isBody();
      };
    }

    /** Whether a key may be left out, or must not be there. */
    public boolean works(String key) {
      return keyed() ? isBody() || !key.isEmpty() : key.isEmpty();
    }

    /** Whether a value is searched for anywhere in the text, instead of being all of it. */
    public boolean searches(String key) {
      return switch (this) {
        case LOG, QUERY, ERROR_TEXT -> true;
        default -> isBody() && key.isEmpty();
      };
    }

    private boolean isBody() {
      return this == BODY || this == REQUEST_BODY || this == RESPONSE_BODY;
    }
  }

  /** One way for a term to hold. */
  public sealed interface Match {

    /** For numeric fields the number in the field's unit. */
    record Equal(String value) implements Match {}

    /** {@code *} stands for any characters; no other wildcard. Case-insensitive. */
    record Like(String pattern) implements Match {}

    /** Inclusive bounds; an infinite one is open. */
    record Between(double low, double high) implements Match {}

    record Above(double bound) implements Match {}

    record Below(double bound) implements Match {}
  }
}
