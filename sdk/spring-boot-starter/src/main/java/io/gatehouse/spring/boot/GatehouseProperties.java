// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Redaction;
import io.gatehouse.sdk.RequestLogPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * Settings below {@code gatehouse}.
 *
 * @param enabled read by conditions as well, before these settings are bound
 * @param server base address; null = nothing is recorded
 * @param ingestToken the app's secret; null = nothing is recorded
 * @param environment slug, 1–32 of a–z, 0–9 and -
 * @param appVersion version of the service; null = not told
 * @param flushInterval time between batches
 * @param spoolDirectory where batches wait for the server; null = in memory
 * @param excludedPaths below the context path; {@code /**} at the end takes all below
 * @param includeActuator whether Actuator endpoints are recorded
 * @param includeStaticFiles whether files that Spring serves are recorded
 * @param principalAsConsumer whether the name of the request's principal is its consumer
 * @param logCapture whether log lines are told with their request
 */
@ConfigurationProperties("gatehouse")
record GatehouseProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable String server,
    @Nullable String ingestToken,
    @DefaultValue("prod") String environment,
    @Nullable String appVersion,
    @DefaultValue("10s") Duration flushInterval,
    @Nullable Path spoolDirectory,
    @DefaultValue({}) List<String> excludedPaths,
    @DefaultValue("false") boolean includeActuator,
    @DefaultValue("false") boolean includeStaticFiles,
    @DefaultValue("true") boolean principalAsConsumer,
    @DefaultValue("false") boolean logCapture,
    @DefaultValue RequestLog requestLog,
    @DefaultValue Masking redaction) {

  /** Which paths are left out on the application's own port: Actuator's unless it is included. */
  List<String> allExcludedPaths(Environment environment) {
    String actuator = environment.getProperty("management.endpoints.web.base-path", "/actuator");
    boolean isEverything = actuator.isEmpty() || actuator.equals("/");
    if (includeActuator || isEverything) {
      return excludedPaths;
    }
    List<String> all = new ArrayList<>(excludedPaths);
    all.add(actuator + "/**");
    return all;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "gatehouse." + environment + "@" + server;
  }

  /** Which requests are told one by one. */
  enum Policy {
    OFF,
    ERRORS_AND_SLOW,
    SAMPLED,
    ALL
  }

  /**
   * Request logs.
   *
   * @param slow for {@link Policy#ERRORS_AND_SLOW}
   * @param rate for {@link Policy#SAMPLED}, 0 to 1
   */
  record RequestLog(
      @DefaultValue("off") Policy policy,
      @DefaultValue("2s") Duration slow,
      @DefaultValue("0.1") double rate,
      @DefaultValue("true") boolean headers,
      @DefaultValue("false") boolean bodies) {

    RequestLogPolicy toPolicy() {
      RequestLogPolicy told =
          switch (policy) {
            case OFF -> RequestLogPolicy.off();
            case ERRORS_AND_SLOW -> RequestLogPolicy.errorsAndSlow(slow);
            case SAMPLED -> RequestLogPolicy.sampled(rate);
            case ALL -> RequestLogPolicy.all();
          };
      return told.headers(headers).bodies(bodies);
    }
  }

  /** What is taken out of request logs besides the built-in names and patterns. */
  record Masking(
      @DefaultValue({}) List<String> headers,
      @DefaultValue({}) List<String> queryParameters,
      @DefaultValue({}) List<String> requestBody,
      @DefaultValue({}) List<String> responseBody,
      @DefaultValue("false") boolean keepClientAddress,
      @DefaultValue("true") boolean errorMessages) {

    Redaction toRedaction() {
      Redaction redaction = Redaction.defaults();
      for (String name : headers) {
        redaction = redaction.header(name);
      }
      for (String name : queryParameters) {
        redaction = redaction.query(name);
      }
      for (String path : requestBody) {
        redaction = redaction.requestBody(path);
      }
      for (String path : responseBody) {
        redaction = redaction.responseBody(path);
      }
      redaction = keepClientAddress ? redaction.keepClientAddress() : redaction;
      return errorMessages ? redaction : redaction.withoutErrorMessages();
    }
  }
}
