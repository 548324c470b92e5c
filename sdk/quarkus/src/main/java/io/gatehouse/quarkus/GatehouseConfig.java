// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.quarkus;

import io.gatehouse.sdk.Redaction;
import io.gatehouse.sdk.RequestLogPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings below {@code gatehouse}, under the names of the Spring Boot starter. */
@ConfigMapping(prefix = "gatehouse")
interface GatehouseConfig {

  /** False: no handler, no thread. */
  @WithDefault("true")
  boolean enabled();

  /** Base address; none = nothing is recorded. */
  Optional<String> server();

  /** The app's secret; none = nothing is recorded. */
  Optional<String> ingestToken();

  /** Slug, 1–32 of a–z, 0–9 and -. */
  @WithDefault("prod")
  String environment();

  /** Version of the service. */
  Optional<String> appVersion();

  /** Time between batches. */
  @WithDefault("10s")
  Duration flushInterval();

  /** Where batches wait for the server; none = in memory. */
  Optional<Path> spoolDirectory();

  /** With the root path; {@code /**} at the end takes all below. */
  @WithDefault("/q/**")
  Optional<List<String>> excludedPaths();

  /** Whether the name of the request's principal is its consumer. */
  @WithDefault("true")
  boolean principalAsConsumer();

  RequestLog requestLog();

  Masking redaction();

  /** Which requests are told one by one. */
  enum Policy {
    OFF,
    ERRORS_AND_SLOW,
    SAMPLED,
    ALL
  }

  /** Request logs. */
  interface RequestLog {

    @WithDefault("off")
    Policy policy();

    /** For {@link Policy#ERRORS_AND_SLOW}. */
    @WithDefault("2s")
    Duration slow();

    /** For {@link Policy#SAMPLED}, 0 to 1. */
    @WithDefault("0.1")
    double rate();

    @WithDefault("true")
    boolean headers();

    /** Of texts, up to 32 KiB. */
    @WithDefault("false")
    boolean bodies();

    default RequestLogPolicy toPolicy() {
      RequestLogPolicy told =
          switch (policy()) {
            case OFF -> RequestLogPolicy.off();
            case ERRORS_AND_SLOW -> RequestLogPolicy.errorsAndSlow(slow());
            case SAMPLED -> RequestLogPolicy.sampled(rate());
            case ALL -> RequestLogPolicy.all();
          };
      return told.headers(headers()).bodies(bodies());
    }
  }

  /** What is taken out of request logs besides the built-in names and patterns. */
  interface Masking {

    Optional<List<String>> headers();

    Optional<List<String>> queryParameters();

    @WithDefault("false")
    boolean keepClientAddress();

    @WithDefault("true")
    boolean errorMessages();

    default Redaction toRedaction() {
      Redaction redaction = Redaction.defaults();
      for (String name : headers().orElse(List.of())) {
        redaction = redaction.header(name);
      }
      for (String name : queryParameters().orElse(List.of())) {
        redaction = redaction.query(name);
      }
      redaction = keepClientAddress() ? redaction.keepClientAddress() : redaction;
      return errorMessages() ? redaction : redaction.withoutErrorMessages();
    }
  }
}
