// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.Vault;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import java.time.Duration;
import java.util.Map;

/**
 * A monitor as checks need it.
 *
 * @param headers with their secrets
 */
public record Monitor(StoredMonitor stored, MonitorSpec spec, Map<String, String> headers) {

  public Monitor {
    headers = Map.copyOf(headers);
  }

  /** Reads one; its secrets are opened. */
  public static Monitor of(StoredMonitor stored, Vault vault) {
    String sealed = stored.terms().sealed();
    return new Monitor(
        stored,
        SpecJson.read(stored.terms().spec(), MonitorSpec.class),
        sealed.isEmpty() ? Map.of() : headers(vault.open(context(stored.app()), sealed)));
  }

  /** What secrets of an app's monitors are sealed for. */
  public static String context(int app) {
    return "monitor " + app;
  }

  /** Reads headers as they are sealed. */
  public static Map<String, String> headers(String json) {
    try {
      return SpecJson.MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is sealed are no headers", e);
    }
  }

  public String id() {
    return stored.id();
  }

  public String kind() {
    return stored.terms().kind();
  }

  Duration interval() {
    return Duration.ofSeconds(stored.terms().intervalSeconds());
  }

  Duration timeout() {
    Integer seconds = spec.timeoutSeconds();
    return Duration.ofSeconds(seconds == null ? MonitorSpec.DEFAULT_TIMEOUT_SECONDS : seconds);
  }

  /** Whether a check of it connects somewhere; else it only looks at what came in. */
  boolean connects() {
    return !kind().equals("push") && !kind().equals("heartbeat");
  }
}
