// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.SdkSettings.Stored;
import io.gatehouse.protocol.redact.Redactor;
import io.gatehouse.server.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the SDKs of an app are told to do: set in the dashboard, kept in the catalog, sent in the
 * answer to a batch. Until something is set, SDKs do as they are configured in their process.
 */
public final class SdkDirections {

  private static final Logger log = LoggerFactory.getLogger(SdkDirections.class);

  private static final Settings DEFAULTS =
      new Settings(0, 10_000, List.of(), new RequestLog("off", 0, 2_000), List.of());

  private static final int MAX_RULES = 200;
  private static final int MAX_ROUTES = 200;
  private static final int MAX_PATH = 256;
  private static final int MAX_ROUTE = 2_048;
  private static final List<String> TARGETS =
      List.of("request-header", "response-header", "query", "request-body", "response-body");
  private static final List<String> ACTIONS = List.of("mask", "hash", "drop");
  private static final List<String> POLICIES = List.of("off", "errors-and-slow", "sampled", "all");

  private final Catalog catalog;

  public SdkDirections(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Settings in force.
   *
   * @param revision 0 = never set
   */
  public record Settings(
      long revision,
      long flushIntervalMillis,
      List<Rule> redaction,
      RequestLog requestLog,
      List<String> excludedRoutes) {

    /**
     * The same with other rules.
     *
     * @throws GatehouseException naming the field that is wrong
     */
    public Settings withRules(List<WantedRule> rules) {
      atMost("redaction", rules.size(), MAX_RULES);
      return new Settings(
          revision,
          flushIntervalMillis,
          rules.stream().map(WantedRule::checked).toList(),
          requestLog,
          excludedRoutes);
    }
  }

  /**
   * @param path name of a header or parameter, or a JSONPath into a body
   * @param endpoint {@code METHOD /route}; null = all
   */
  public record Rule(
      String target,
      String path,
      String action,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String endpoint) {}

  /**
   * @param rate share of requests, 0 to 1, for {@code sampled}
   * @param slowMillis from when on a request is slow, for {@code errors-and-slow}
   */
  public record RequestLog(String policy, double rate, long slowMillis) {}

  /** Settings as somebody wants them; not checked yet. */
  public record Wanted(
      @Nullable Long revision,
      @Nullable Long flushIntervalMillis,
      @Nullable List<WantedRule> redaction,
      @Nullable WantedRequestLog requestLog,
      @Nullable List<String> excludedRoutes) {

    /**
     * @throws GatehouseException naming the field that is wrong
     */
    public Settings checked() {
      List<WantedRule> rules = redaction == null ? List.of() : redaction;
      atMost("redaction", rules.size(), MAX_RULES);
      List<String> routes = excludedRoutes == null ? List.of() : excludedRoutes;
      atMost("excludedRoutes", routes.size(), MAX_ROUTES);
      for (String route : routes) {
        length("excludedRoutes", route, MAX_ROUTE);
      }
      return new Settings(
          0,
          between("flushIntervalMillis", flushIntervalMillis, 10_000, 1_000, 300_000),
          rules.stream().map(WantedRule::checked).toList(),
          requestLog == null ? DEFAULTS.requestLog : requestLog.checked(),
          List.copyOf(routes));
    }
  }

  /** A rule as somebody wants it. */
  public record WantedRule(
      @Nullable String target,
      @Nullable String path,
      @Nullable String action,
      @Nullable String endpoint) {

    /**
     * @throws GatehouseException naming the field that is wrong
     */
    public Rule checked() {
      String where = oneOf("redaction.target", target, TARGETS);
      String what = length("redaction.path", path, MAX_PATH);
      if (where.endsWith("body")) {
        checkPath(what);
      }
      return new Rule(
          where,
          what,
          oneOf("redaction.action", action, ACTIONS),
          endpoint == null ? null : length("redaction.endpoint", endpoint, MAX_ROUTE));
    }
  }

  /** A policy as somebody wants it. */
  public record WantedRequestLog(
      @Nullable String policy, @Nullable Double rate, @Nullable Long slowMillis) {

    private RequestLog checked() {
      double share = rate == null ? 0 : rate;
      if (!(share >= 0 && share <= 1)) {
        throw GatehouseException.invalid(
            "requestLog.rate",
            "The field requestLog.rate is " + share + ", but must be from 0 to 1.");
      }
      return new RequestLog(
          oneOf("requestLog.policy", policy, POLICIES),
          share,
          between("requestLog.slowMillis", slowMillis, 2_000, 1, 600_000));
    }
  }

  /** The settings in force. */
  public Settings of(int app) {
    return catalog.sdkSettings().get(app).map(SdkDirections::parse).orElse(DEFAULTS);
  }

  /** The revision of the settings in force; 0 = never set. Answers from memory. */
  long revision(int app) {
    return catalog.sdkSettings().get(app).map(Stored::revision).orElse(0L);
  }

  /** Stores settings; SDKs hear of them with the answer to their next batch. */
  public void set(App app, Settings settings) {
    ObjectNode body = Json.MAPPER.valueToTree(settings);
    body.remove("revision");
    catalog.sdkSettings().set(app, body.toString());
  }

  /** The answer to a batch whose sender runs on a revision; null when that is the newest. */
  @Nullable String answer(int app, long revision) {
    try {
      Stored stored = catalog.sdkSettings().get(app).orElse(null);
      if (stored == null || stored.revision() == revision) {
        return null;
      }
      return "{\"settings\":{\"revision\":"
          + stored.revision()
          + ","
          + stored.body().substring(1)
          + "}";
    } catch (RuntimeException e) {
      // The batch is taken all the same; the next answer tells the settings.
      log.warn("the catalog cannot tell the SDK settings of app {}", app, e);
      return null;
    }
  }

  private static Settings parse(Stored stored) {
    try {
      ObjectNode body = (ObjectNode) Json.MAPPER.readTree(stored.body());
      return Json.MAPPER.treeToValue(body.put("revision", stored.revision()), Settings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored SDK settings cannot be read", e);
    }
  }

  /** What a rule with an odd path means would not be known: it would hide the whole body. */
  private static void checkPath(String path) {
    try {
      Redactor.checkPath(path);
    } catch (IllegalArgumentException e) {
      GatehouseException invalid =
          GatehouseException.invalid(
              "redaction.path",
              "The field redaction.path is \""
                  + path
                  + "\", but must be a JSONPath such as $.customer.email, $.items[*].card or"
                  + " $..password.");
      invalid.addSuppressed(e);
      throw invalid;
    }
  }

  private static void atMost(String field, int size, int max) {
    if (size > max) {
      throw GatehouseException.invalid(
          field, "The field " + field + " has " + size + " entries; at most " + max + ".");
    }
  }

  private static String oneOf(String field, @Nullable String value, List<String> values) {
    if (value == null || !values.contains(value)) {
      throw GatehouseException.invalid(
          field,
          "The field %s is %s, but must be one of %s."
              .formatted(
                  field, value == null ? "missing" : '"' + value + '"', String.join(", ", values)));
    }
    return value;
  }

  private static String length(String field, @Nullable String value, int max) {
    if (value == null || value.isBlank() || value.length() > max) {
      throw GatehouseException.invalid(
          field,
          "The field %s has %d characters, but needs 1 to %d."
              .formatted(field, value == null ? 0 : value.length(), max));
    }
    return value;
  }

  private static long between(
      String field, @Nullable Long value, long fallback, long min, long max) {
    if (value == null) {
      return fallback;
    }
    if (value < min || value > max) {
      throw GatehouseException.invalid(
          field,
          "The field %s is %d, but must be from %d to %d.".formatted(field, value, min, max));
    }
    return value;
  }
}
