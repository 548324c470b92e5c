// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a rule looks at. */
public enum Metric {
  REQUESTS("Requests", "", false),
  REQUEST_RATE("Requests per minute", "", false),
  ERRORS("Errors", "", false),
  ERROR_RATE("Error rate", "%", true),
  CLIENT_ERRORS("4xx", "", false),
  CLIENT_ERROR_RATE("4xx rate", "%", true),
  SERVER_ERRORS("5xx", "", false),
  SERVER_ERROR_RATE("5xx rate", "%", true),
  P50("p50", "ms", true),
  P95("p95", "ms", true),
  P99("p99", "ms", true),
  APDEX("Apdex", "", true),
  REQUEST_BYTES("Data in", "B", false),
  RESPONSE_BYTES("Data out", "B", false),
  CONSUMERS("Active consumers", "", false),
  /** How fast the error budget of an objective is spent. */
  BURN_RATE("Burn rate", "×", true),
  /** Subjects: monitors that are down. */
  MONITOR_DOWN("Monitor is down"),
  /** Subjects: monitors whose certificate ends soon. */
  CERTIFICATE_EXPIRING("Certificate ends soon"),
  /** Subjects: error groups seen for the first time. */
  NEW_EXCEPTION("New exception"),
  /** Subjects: error groups that were quiet for a week. */
  REGRESSION("Exception is back"),
  /** Subjects: consumers that stopped calling. */
  CONSUMER_SILENT("Consumer is silent"),
  /** Subjects: consumers that call much more than usual. */
  CONSUMER_SPIKE("Consumer spikes"),
  /** Subjects: API keys that expire soon. */
  KEY_EXPIRING("API key expires soon"),
  /** Subjects: API keys that nobody has used for some days. */
  KEY_UNUSED("API key is not used"),
  /** Subjects: addresses that call with many keys that are not valid. */
  KEY_GUESSING("Somebody guesses API keys"),
  /** Subjects: API keys with a network that they were not used from before. */
  KEY_NEW_NETWORK("API key is used from a new network"),
  KEY_REFUSALS("Calls refused for their key", "%", true),
  INGEST_PROBLEMS("Reports rejected or set aside", "", false);

  private final String label;
  private final String unit;
  private final boolean ratio;
  private final boolean subjects;

  Metric(String label, String unit, boolean ratio) {
    this.label = label;
    this.unit = unit;
    this.ratio = ratio;
    this.subjects = false;
  }

  Metric(String label) {
    this.label = label;
    this.unit = "";
    this.ratio = false;
    this.subjects = true;
  }

  /** As in the REST API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Metric> of(String text) {
    return Stream.of(values()).filter(metric -> metric.text().equals(text)).findFirst();
  }

  public String label() {
    return label;
  }

  /** Of values and thresholds; empty for counts. */
  public String unit() {
    return unit;
  }

  /** Without requests it has no value. */
  public boolean isRatio() {
    return ratio;
  }

  /** It is true or not of several things, each of which fires by itself. */
  public boolean hasSubjects() {
    return subjects;
  }

  /** It is read from counts of requests. */
  public boolean isTraffic() {
    return !subjects && this != KEY_REFUSALS && this != INGEST_PROBLEMS;
  }

  /** It can be read also while reports wait to be loaded. */
  boolean isOfCatalog() {
    return switch (this) {
      case MONITOR_DOWN, CERTIFICATE_EXPIRING, KEY_EXPIRING, KEY_GUESSING, KEY_NEW_NETWORK -> true;
      default -> false;
    };
  }

  boolean needsDurations() {
    return this == P50 || this == P95 || this == P99 || this == APDEX;
  }

  /** It tells that something happened; that it is over is nothing to tell. */
  boolean isEvent() {
    return switch (this) {
      case NEW_EXCEPTION, REGRESSION, CONSUMER_SPIKE, KEY_GUESSING, KEY_NEW_NETWORK -> true;
      default -> false;
    };
  }
}
