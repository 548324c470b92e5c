// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded request without what is large.
 *
 * @param key id of the API key; of a secret whose key is not known, the secret's; null = none
 * @param keyName null = not known
 * @param refusal why the key was refused; null = it was not
 */
record RequestView(
    String id,
    String environment,
    String at,
    String method,
    String route,
    String url,
    int status,
    @Nullable String consumer,
    @Nullable String consumerName,
    @Nullable String consumerGroup,
    @Nullable String key,
    @Nullable String keyName,
    @Nullable String refusal,
    @Nullable Double durationMs,
    @Nullable Long requestBytes,
    @Nullable Long responseBytes,
    @Nullable String clientAddress,
    @Nullable String traceId,
    @Nullable String instance,
    @Nullable String version,
    @Nullable ExceptionView exception,
    boolean hasLogs,
    boolean hasTrace,
    boolean hasBody,
    String corrected,
    String ending,
    double weight) {

  record ExceptionView(String type, String message, @Nullable String stacktrace) {

    /** Only what kind of exception it was. */
    ExceptionView withoutTexts() {
      return new ExceptionView(type, "", null);
    }
  }

  /**
   * All that is known.
   *
   * @param keys by the ids of their secrets
   */
  static RequestView of(StoredRequest stored, Map<String, StoredKey> keys) {
    RequestLog log = stored.log();
    KeyUse use = log.key();
    StoredKey key = use == null ? null : keys.get(use.id());
    String ofKey = key != null ? key.id() : use == null ? null : nonEmpty(use.id());
    UUID instance = log.instance();
    return new RequestView(
        log.id().toString(),
        stored.environment(),
        Times.ofMicros(log.startEpochMicros()),
        log.method(),
        log.route(),
        log.url(),
        log.status(),
        log.consumer(),
        stored.consumerName(),
        stored.consumerGroup(),
        ofKey,
        key == null ? null : key.terms().name(),
        use == null ? null : nonEmpty(use.refusal()),
        log.durationMicros() < 0 ? null : Times.millis((double) log.durationMicros()),
        known(log.requestBytes()),
        known(log.responseBytes()),
        log.clientAddress(),
        log.traceId(),
        instance == null ? null : instance.toString(),
        log.version(),
        exception(log),
        stored.hasLogs(),
        stored.hasSpans(),
        stored.hasBodies(),
        log.corrected(),
        log.ending().name().toLowerCase(Locale.ROOT),
        log.weight());
  }

  /** As readers of a share link see it: no query, no addresses, no keys, no text of errors. */
  static RequestView shared(StoredRequest stored) {
    RequestView all = of(stored, Map.of());
    return all.with(all.url.replaceFirst("[?#].*", ""), false);
  }

  private static @Nullable ExceptionView exception(RequestLog log) {
    RequestLog.ExceptionInfo exception = log.exception();
    return exception == null
        ? null
        : new ExceptionView(exception.type(), exception.message(), exception.stacktrace());
  }

  private static @Nullable Long known(long bytes) {
    return bytes < 0 ? null : (Long) bytes;
  }

  private static @Nullable String nonEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /** The same without what the exception said. */
  RequestView withoutTexts() {
    return exception == null ? this : with(url, true);
  }

  /**
   * The same without what the exception said.
   *
   * @param detailed whether who called is told, and what else there is
   */
  private RequestView with(String shownUrl, boolean detailed) {
    return new RequestView(
        id,
        environment,
        at,
        method,
        route,
        shownUrl,
        status,
        consumer,
        consumerName,
        consumerGroup,
        detailed ? key : null,
        detailed ? keyName : null,
        detailed ? refusal : null,
        durationMs,
        requestBytes,
        responseBytes,
        detailed ? clientAddress : null,
        detailed ? traceId : null,
        detailed ? instance : null,
        detailed ? version : null,
        exception == null ? null : exception.withoutTexts(),
        detailed && hasLogs,
        detailed && hasTrace,
        detailed && hasBody,
        corrected,
        ending,
        weight);
  }
}
