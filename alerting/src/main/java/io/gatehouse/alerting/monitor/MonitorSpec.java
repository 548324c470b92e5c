// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.OutboundUrl;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor does. Members that its kind does not have are null.
 *
 * @param url {@code http}: what is asked for
 * @param headerNames {@code http}: of headers whose values are kept sealed
 * @param expectedStatus {@code http}: such as {@code 200-299,304}
 * @param bodyContains {@code http}: text in the first 64 KiB
 * @param jsonPath {@code http}: such as {@code $.checks[0].state}, with {@code jsonValue}
 * @param latencyLimitMs longest time for everything
 * @param certificateDays it is down when the certificate ends within so many days
 * @param maxRedirects {@code http}: that are followed; 0 = none
 * @param host {@code tcp}, {@code tls}
 * @param schedule {@code push}: cron expression of when calls are due; null = every interval
 * @param zone {@code push}: of the schedule
 * @param graceSeconds {@code push}: how much later than due a call may be
 * @param environment {@code heartbeat}: whose instances are listened to
 * @param expect {@code heartbeat}: {@code any} or {@code every} instance has to be alive
 */
public record MonitorSpec(
    @Nullable String url,
    @Nullable String method,
    @Nullable List<String> headerNames,
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

  /** What a monitor can be. */
  public static final List<String> KINDS = List.of("http", "tcp", "tls", "push", "heartbeat");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  static final int DEFAULT_TIMEOUT_SECONDS = 10;
  static final int DEFAULT_REDIRECTS = 3;
  static final String DEFAULT_STATUS = "200-399";
  static final int DEFAULT_GRACE_SECONDS = 60;

  public MonitorSpec {
    headerNames = headerNames == null ? null : List.copyOf(headerNames);
  }

  /** A spec of a heartbeat. */
  public static MonitorSpec heartbeat(String environment) {
    return new MonitorSpec(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        environment,
        "any");
  }

  /** A spec of a simple check over HTTP. */
  public static MonitorSpec http(String url) {
    return new MonitorSpec(
        url, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null);
  }

  /**
   * Checks it for a kind of monitor.
   *
   * @throws InvalidSpecException when a field is missing, wrong, or of another kind
   */
  public void check(String kind) {
    switch (kind) {
      case "http" -> checkHttp();
      case "tcp", "tls" -> checkHost();
      case "push" -> checkPush();
      case "heartbeat" -> checkHeartbeat();
      default ->
          throw new InvalidSpecException(
              "kind",
              "The field kind is \""
                  + kind
                  + "\", but must be one of "
                  + String.join(", ", KINDS)
                  + ".");
    }
    between("timeoutSeconds", timeoutSeconds, 1, 10);
    between("latencyLimitMs", latencyLimitMs, 1, 10_000);
    between("certificateDays", certificateDays, 0, 365);
    onlyOf(kind, "http", "url", url);
    onlyOf(kind, "http", "method", method);
    onlyOf(kind, "http", "bodyContains", bodyContains);
    onlyOf(kind, "http", "jsonPath", jsonPath);
    onlyOf(kind, "push", "schedule", schedule);
    onlyOf(kind, "heartbeat", "environment", environment);
  }

  private static void onlyOf(String kind, String allowed, String field, @Nullable Object value) {
    if (value != null && !kind.equals(allowed)) {
      throw new InvalidSpecException(
          field,
          "The field " + field + " is for monitors of the kind " + allowed + ", not " + kind + ".");
    }
  }

  private void checkHttp() {
    try {
      OutboundUrl.parse(required("url", url));
    } catch (OutboundException e) {
      throw new InvalidSpecException("url", "The field url: " + e.getMessage());
    }
    if (method != null && !METHODS.contains(method.toUpperCase(Locale.ROOT))) {
      throw new InvalidSpecException(
          "method",
          "The field method is \""
              + method
              + "\", but must be one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS.");
    }
    StatusSet.parse(expectedStatus == null ? DEFAULT_STATUS : expectedStatus);
    length("body", body, 16_384);
    length("bodyContains", bodyContains, 1_000);
    length("jsonValue", jsonValue, 1_000);
    between("maxRedirects", maxRedirects, 0, 3);
    if (jsonPath != null) {
      JsonPath.parse(jsonPath);
    } else if (jsonValue != null) {
      throw new InvalidSpecException(
          "jsonPath", "The field jsonValue needs jsonPath: where it stands.");
    }
  }

  private void checkHost() {
    try {
      OutboundUrl.host(required("host", host));
    } catch (OutboundException e) {
      throw new InvalidSpecException("host", "The field host: " + e.getMessage());
    }
    required("port", port);
    between("port", port, 1, 65_535);
  }

  private void checkPush() {
    between("graceSeconds", graceSeconds, 0, 86_400);
    if (schedule != null) {
      Cron.parse(schedule);
    }
    if (zone != null) {
      try {
        ZoneId.of(zone);
      } catch (DateTimeException e) {
        throw new InvalidSpecException(
            "zone", "The field zone is \"" + zone + "\"; use a name such as Europe/Berlin.");
      }
    }
  }

  private void checkHeartbeat() {
    length("environment", required("environment", environment), 32);
    if (expect != null && !expect.equals("any") && !expect.equals("every")) {
      throw new InvalidSpecException(
          "expect", "The field expect is \"" + expect + "\", but must be any or every.");
    }
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidSpecException(field, "The field " + field + " is missing.");
    }
    return value;
  }

  private static void length(String field, @Nullable String value, int max) {
    if (value != null && value.length() > max) {
      throw new InvalidSpecException(
          field,
          "The field "
              + field
              + " has "
              + value.length()
              + " characters; at most "
              + max
              + " are possible.");
    }
  }

  private static void between(String field, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new InvalidSpecException(
          field,
          "The field " + field + " is " + value + ", but must be from " + min + " to " + max + ".");
    }
  }
}
