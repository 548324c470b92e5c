// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.OutboundHttp.Answer;
import io.gatehouse.alerting.outbound.OutboundHttp.Call;
import io.gatehouse.alerting.outbound.OutboundUrl;
import io.gatehouse.alerting.outbound.Phases;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks over HTTP and looks at the answer. Causes never quote the answer: whoever sees a monitor
 * need not be allowed to see what it reads.
 */
public final class HttpProbe implements Probe {

  private static final int MAX_BYTES = 64 * 1024;

  private final OutboundHttp http;
  private final Clock clock;

  public HttpProbe(OutboundHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public CheckResult check(Monitor monitor) {
    long at = clock.millis();
    try {
      Answer answer = http.send(call(monitor));
      Instant until = answer.certificateUntil();
      Long certificate = until == null ? null : (Long) until.toEpochMilli();
      String cause = cause(monitor.spec(), answer);
      return cause == null
          ? CheckResult.up(at, answer.status(), answer.phases(), certificate)
          : CheckResult.down(at, cause, answer.status(), answer.phases(), certificate);
    } catch (OutboundException e) {
      return CheckResult.down(at, String.valueOf(e.getMessage()), 0, Phases.NONE, null);
    }
  }

  private static Call call(Monitor monitor) throws OutboundException {
    MonitorSpec spec = monitor.spec();
    String method = spec.method() == null ? "GET" : spec.method().toUpperCase(Locale.ROOT);
    String body = spec.body() == null ? "" : spec.body();
    Integer redirects = spec.maxRedirects();
    return new Call(
        method,
        OutboundUrl.parse(spec.url() == null ? "" : spec.url()),
        monitor.headers(),
        body.getBytes(UTF_8),
        redirects == null ? MonitorSpec.DEFAULT_REDIRECTS : redirects,
        monitor.timeout(),
        MAX_BYTES);
  }

  private @Nullable String cause(MonitorSpec spec, Answer answer) {
    String expected =
        spec.expectedStatus() == null ? MonitorSpec.DEFAULT_STATUS : spec.expectedStatus();
    if (!StatusSet.parse(expected).contains(answer.status())) {
      return "Status " + answer.status() + ", expected " + expected + ".";
    }
    String contains = spec.bodyContains();
    if (contains != null && !new String(answer.body(), UTF_8).contains(contains)) {
      return "The body does not contain \"" + contains + "\".";
    }
    String path = spec.jsonPath();
    if (path != null) {
      String wrong = wrongJson(path, spec.jsonValue(), answer);
      if (wrong != null) {
        return wrong;
      }
    }
    Integer limit = spec.latencyLimitMs();
    long millis = answer.phases().total() / 1_000;
    if (limit != null && millis > limit) {
      return "It took " + millis + " ms, longer than " + limit + " ms.";
    }
    return certificateCause(spec.certificateDays(), answer.certificateUntil(), clock);
  }

  private static @Nullable String wrongJson(String path, @Nullable String value, Answer answer) {
    JsonNode root;
    try {
      root = SpecJson.MAPPER.readTree(new String(answer.body(), UTF_8));
    } catch (JsonProcessingException e) {
      return answer.cut()
          ? "The body is longer than 64 KiB, too long to look into."
          : "The body is no JSON.";
    }
    JsonNode found = JsonPath.parse(path).in(root);
    if (found.isMissingNode()) {
      return "The body has nothing at " + path + ".";
    }
    String text = found.isValueNode() ? found.asText() : found.toString();
    return value == null || value.equals(text) ? null : path + " is not \"" + value + "\".";
  }

  /** Why a certificate is not good enough; null when it is. */
  static @Nullable String certificateCause(
      @Nullable Integer days, @Nullable Instant until, Clock clock) {
    if (days == null || until == null) {
      return null;
    }
    long left = Math.floorDiv(until.toEpochMilli() - clock.millis(), 86_400_000L);
    return left > days ? null : "The certificate ends in " + left + " days, on " + until + ".";
  }
}
