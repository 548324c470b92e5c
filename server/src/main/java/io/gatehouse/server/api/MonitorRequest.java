// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.Vault;
import io.gatehouse.alerting.monitor.Monitor;
import io.gatehouse.alerting.monitor.MonitorSpec;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import io.gatehouse.server.GatehouseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A monitor as a person enters or changes it. What is missing stays as it is, or is what is usual;
 * an empty text and a 0 take away what was there.
 *
 * @param headers a null as value keeps the one there is
 */
record MonitorRequest(
    @Nullable String kind,
    @Nullable String name,
    @Nullable String group,
    @Nullable Integer intervalSeconds,
    @Nullable Integer retries,
    @Nullable String url,
    @Nullable String method,
    @Nullable Map<String, @Nullable String> headers,
    @Nullable String body,
    @Nullable String expectedStatus,
    @Nullable String bodyContains,
    @Nullable String jsonPath,
    @Nullable String jsonValue,
    @Nullable Integer latencyLimitMs,
    @Nullable Integer certificateDays,
    @Nullable Integer maxRedirects,
    @Nullable Integer timeoutSeconds,
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String schedule,
    @Nullable String zone,
    @Nullable Integer graceSeconds,
    @Nullable String environment,
    @Nullable String expect) {

  private static final int DEFAULT_INTERVAL = 60;
  private static final int MAX_HEADERS = 20;
  private static final int MAX_HEADER_VALUE = 4_000;

  /** The terms of a new monitor. */
  Terms create(App app, Vault vault) {
    String what = Fields.required("kind", kind);
    Fields.oneOf("kind", what, MonitorSpec.KINDS);
    MonitorSpec empty = MonitorSpec.heartbeat("");
    return terms(app, vault, what, blank(empty), Map.of(), DEFAULT_INTERVAL, 1, "", null);
  }

  private static MonitorSpec blank(MonitorSpec spec) {
    return SpecJson.read("{}", spec.getClass());
  }

  /** The terms of a monitor with these changes. */
  Terms change(App app, StoredMonitor before, Vault vault) {
    if (kind != null && !kind.equals(before.terms().kind())) {
      throw GatehouseException.invalid(
          "kind",
          "The field kind is \""
              + kind
              + "\", but a monitor stays what it is: "
              + before.terms().kind()
              + ".");
    }
    Monitor monitor = Monitor.of(before, vault);
    return terms(
        app,
        vault,
        before.terms().kind(),
        monitor.spec(),
        monitor.headers(),
        before.terms().intervalSeconds(),
        before.terms().retries(),
        before.terms().group(),
        before.terms().name());
  }

  private Terms terms(
      App app,
      Vault vault,
      String what,
      MonitorSpec before,
      Map<String, String> headersBefore,
      int interval,
      int retried,
      String groupBefore,
      @Nullable String nameBefore) {
    Map<String, String> sent = headers(what, headersBefore);
    MonitorSpec spec = spec(before, sent);
    try {
      spec.check(what);
    } catch (InvalidSpecException e) {
      throw GatehouseException.invalid(e.field(), String.valueOf(e.getMessage()));
    }
    String named = name == null && nameBefore != null ? nameBefore : Fields.name("name", name);
    String grouped =
        group == null ? groupBefore : group.isBlank() ? "" : Fields.name("group", group);
    return new Terms(
        what,
        named,
        grouped,
        SpecJson.write(spec),
        sent.isEmpty() ? "" : vault.seal(Monitor.context(app.number()), SpecJson.write(sent)),
        Fields.between(
            "intervalSeconds",
            intervalSeconds == null ? interval : intervalSeconds,
            10,
            what.equals("push") ? 90 * 86_400 : 3_600),
        Fields.between("retries", retries == null ? retried : retries, 0, 10));
  }

  private Map<String, String> headers(String what, Map<String, String> before) {
    if (headers == null) {
      return before;
    }
    if (!what.equals("http") || headers.size() > MAX_HEADERS) {
      throw GatehouseException.invalid(
          "headers",
          "The field headers is for monitors of the kind http, at most " + MAX_HEADERS + ".");
    }
    Map<String, String> after = new TreeMap<>();
    headers.forEach(
        (header, value) -> {
          String text = value == null ? before.getOrDefault(header, "") : value;
          boolean broken = text.chars().anyMatch(c -> c < ' ' || c > 126);
          if (!header.matches("[A-Za-z0-9-]{1,100}")
              || broken
              || text.length() > MAX_HEADER_VALUE) {
            throw GatehouseException.invalid(
                "headers",
                "The field headers has one named \""
                    + header
                    + "\" that cannot be sent: names are"
                    + " letters, digits and dashes, values printable ASCII.");
          }
          if (List.of("host", "content-length", "connection", "transfer-encoding")
              .contains(header.toLowerCase(java.util.Locale.ROOT))) {
            throw GatehouseException.invalid(
                "headers", "The header " + header + " is set by the check itself.");
          }
          after.put(header, text);
        });
    return after;
  }

  private MonitorSpec spec(MonitorSpec before, Map<String, String> sent) {
    return new MonitorSpec(
        text(url, before.url()),
        text(method, before.method()),
        sent.isEmpty() ? null : List.copyOf(new TreeSet<>(sent.keySet())),
        text(body, before.body()),
        text(expectedStatus, before.expectedStatus()),
        text(bodyContains, before.bodyContains()),
        text(jsonPath, before.jsonPath()),
        text(jsonValue, before.jsonValue()),
        number(latencyLimitMs, before.latencyLimitMs()),
        number(certificateDays, before.certificateDays()),
        maxRedirects == null ? before.maxRedirects() : maxRedirects,
        timeoutSeconds == null ? before.timeoutSeconds() : timeoutSeconds,
        text(host, before.host()),
        port == null ? before.port() : port,
        text(schedule, before.schedule()),
        text(zone, before.zone()),
        graceSeconds == null ? before.graceSeconds() : graceSeconds,
        text(environment, before.environment()),
        text(expect, before.expect()));
  }

  private static @Nullable String text(@Nullable String now, @Nullable String before) {
    return now == null ? before : now.isEmpty() ? null : now;
  }

  private static @Nullable Integer number(@Nullable Integer now, @Nullable Integer before) {
    return now == null ? before : now == 0 ? null : now;
  }
}
