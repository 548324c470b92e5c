// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.ApiKeys.Terms;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.protocol.key.Scopes;
import io.gatehouse.server.GatehouseException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a key, not checked yet; members that are null are not said.
 *
 * @param consumer identifier of whom the key belongs to
 * @param expiresAt RFC 3339; empty = never
 */
record KeyTerms(
    @Nullable String name,
    @Nullable String environment,
    @Nullable String consumer,
    @Nullable String consumerName,
    @Nullable String consumerGroup,
    @Nullable List<String> scopes,
    @Nullable List<String> allow,
    @Nullable List<String> deny,
    @Nullable List<Limit> limits,
    @Nullable List<String> tags,
    @Nullable String externalId,
    @Nullable String expiresAt) {

  private static final int MAX_SCOPES = 100;
  private static final Pattern ROLE = Pattern.compile("@[a-z0-9-]{1,32}");
  private static final int MAX_NETWORKS = 100;
  private static final int MAX_TAGS = 20;
  private static final int MAX_LIMITS = 10;
  private static final int MAX_CALLS = 1_000_000_000;
  private static final int MAX_SECONDS = 31 * 86_400;

  /**
   * At most so many calls in so many seconds.
   *
   * @param name 1–32 lower-case letters, digits and dashes
   */
  record Limit(@Nullable String name, @Nullable Integer calls, @Nullable Integer seconds) {

    static Limit of(String stored) {
      String[] parts = stored.split(" ");
      return new Limit(parts[0], Integer.valueOf(parts[1]), Integer.valueOf(parts[2]));
    }

    private String checked() {
      String known = Fields.required("limits.name", name);
      if (!known.matches("[a-z0-9-]{1,32}")) {
        throw GatehouseException.invalid(
            "limits.name",
            "The field limits.name is \""
                + known
                + "\", but needs 1 to 32 lower-case letters, digits or dashes.");
      }
      return known
          + " "
          + Fields.between("limits.calls", calls, 1, MAX_CALLS)
          + " "
          + Fields.between("limits.seconds", seconds, 1, MAX_SECONDS);
    }
  }

  /**
   * Of a new key.
   *
   * @throws GatehouseException naming the field that is wrong
   */
  Terms checked(long nowMillis) {
    String known = Fields.name("name", name);
    Terms nothing =
        new Terms(
            known, "prod", known, null, null, List.of(), List.of(), List.of(), List.of(), List.of(),
            null, 0);
    Fields.required("consumer", consumer);
    return over(nothing, nowMillis);
  }

  /**
   * What is said here in place of what was said before.
   *
   * @throws GatehouseException naming the field that is wrong
   */
  Terms over(Terms before, long nowMillis) {
    return new Terms(
        name == null ? before.name() : Fields.name("name", name),
        environment == null ? before.environment() : slug(environment),
        consumer == null ? before.consumer() : Fields.text("consumer", consumer, 128),
        consumerName == null
            ? before.consumerName()
            : orNull(consumerName, text -> Fields.text("consumerName", text, 64)),
        consumerGroup == null
            ? before.consumerGroup()
            : orNull(consumerGroup, text -> Fields.text("consumerGroup", text, 64)),
        scopes == null
            ? before.scopes()
            : each("scopes", scopes, MAX_SCOPES, KeyTerms::scopeOrRole),
        allow == null ? before.allow() : each("allow", allow, MAX_NETWORKS, KeyTerms::network),
        deny == null ? before.deny() : each("deny", deny, MAX_NETWORKS, KeyTerms::network),
        limits == null ? before.limits() : limits(limits),
        tags == null
            ? before.tags()
            : each("tags", tags, MAX_TAGS, tag -> Fields.text("tags", tag, 64)),
        externalId == null
            ? before.externalId()
            : orNull(externalId, text -> Fields.text("externalId", text, 128)),
        expiresAt == null ? before.expiresAt() : expiry(expiresAt, nowMillis));
  }

  private static String slug(String environment) {
    if (!environment.matches("[a-z0-9-]{1,32}")) {
      throw GatehouseException.invalid(
          "environment",
          "The field environment is \""
              + environment
              + "\", but needs 1 to 32 lower-case letters, digits or dashes.");
    }
    return environment;
  }

  private static @Nullable String orNull(String text, Consumer<String> check) {
    if (text.isBlank()) {
      return null;
    }
    check.accept(text);
    return text.strip();
  }

  /** Scopes without roles among them. */
  static List<String> plainScopes(String field, List<String> scopes) {
    return each(field, scopes, MAX_SCOPES, Scopes::check);
  }

  private static void scopeOrRole(String text) {
    if (!ROLE.matcher(text).matches()) {
      Scopes.check(text);
    }
  }

  private static void network(String text) {
    Networks.of(List.of(text));
  }

  private static List<String> each(
      String field, List<String> texts, int most, Consumer<String> check) {
    if (texts.size() > most) {
      throw GatehouseException.invalid(
          field, "The field " + field + " has " + texts.size() + " entries; at most " + most + ".");
    }
    LinkedHashSet<String> checked = new LinkedHashSet<>();
    for (String text : texts) {
      String stripped = Fields.required(field, text).strip();
      try {
        check.accept(stripped);
      } catch (IllegalArgumentException e) {
        GatehouseException invalid =
            GatehouseException.invalid(field, "The field " + field + ": " + e.getMessage() + ".");
        invalid.addSuppressed(e);
        throw invalid;
      }
      checked.add(stripped);
    }
    return List.copyOf(checked);
  }

  static List<String> limits(List<Limit> limits) {
    if (limits.size() > MAX_LIMITS) {
      throw GatehouseException.invalid(
          "limits",
          "The field limits has " + limits.size() + " entries; at most " + MAX_LIMITS + ".");
    }
    return limits.stream().map(Limit::checked).toList();
  }

  private static long expiry(String text, long nowMillis) {
    if (text.isEmpty()) {
      return 0;
    }
    long millis;
    try {
      millis = Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      GatehouseException invalid =
          GatehouseException.invalid(
              "expiresAt",
              "The field expiresAt is \""
                  + text
                  + "\", but must be a time such as 2027-03-01T00:00:00Z.");
      invalid.addSuppressed(e);
      throw invalid;
    }
    if (millis <= nowMillis) {
      throw GatehouseException.invalid(
          "expiresAt", "The field expiresAt is " + text + ", which has passed.");
    }
    return millis;
  }
}
