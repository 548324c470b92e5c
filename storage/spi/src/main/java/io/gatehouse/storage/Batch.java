// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One accepted message of one client, translated from its wire format and already redacted. A batch
 * is stored whole and once: a second batch of the same app with an equal {@link #messageId()} is
 * ignored.
 *
 * @param app the catalog's number of the app
 * @param environment slug of the environment, 1–32 characters
 * @param environmentSpelling the environment as its client wrote it, 1–32 characters, for display
 * @param receivedEpochMillis when the server took it
 * @param messageId identity for deduplication; null = not deduplicated
 * @param number place among the sender's batches, which also identifies it; null = not numbered
 * @param instance what the message says about the sending process; null = nothing
 * @param source what its rollups are known from
 * @param spans spans beside those of {@code requestLogs}
 * @param logs log lines beside those of {@code requestLogs}
 */
public record Batch(
    int app,
    String environment,
    String environmentSpelling,
    long receivedEpochMillis,
    @Nullable MessageId messageId,
    @Nullable BatchNumber number,
    @Nullable InstanceReport instance,
    CountSource source,
    List<Rollup> rollups,
    List<ErrorRollup> errors,
    List<RequestLog> requestLogs,
    List<TraceSpan> spans,
    List<TraceLog> logs,
    List<ConsumerReport> consumers,
    List<EndpointReport> endpoints,
    List<IngestOutcome> outcomes) {

  public Batch {
    requireNonNull(environment, "environment");
    requireNonNull(environmentSpelling, "environmentSpelling");
    rollups = List.copyOf(rollups);
    errors = List.copyOf(errors);
    requireNonNull(source, "source");
    requestLogs = List.copyOf(requestLogs);
    spans = List.copyOf(spans);
    logs = List.copyOf(logs);
    consumers = List.copyOf(consumers);
    endpoints = List.copyOf(endpoints);
    outcomes = List.copyOf(outcomes);
  }

  /** Starts a batch without any records, its environment spelled as its slug. */
  public static Builder builder(int app, String environment, long receivedEpochMillis) {
    return new Builder(app, environment, receivedEpochMillis);
  }

  /** Starts with all parts of this batch. */
  public Builder toBuilder() {
    return builder(app, environment, receivedEpochMillis)
        .environmentSpelling(environmentSpelling)
        .messageId(messageId)
        .number(number)
        .instance(instance)
        .source(source)
        .rollups(rollups)
        .errors(errors)
        .requestLogs(requestLogs)
        .spans(spans)
        .logs(logs)
        .consumers(consumers)
        .endpoints(endpoints)
        .outcomes(outcomes);
  }

  /** Collects the parts of a batch; not thread-safe. */
  public static final class Builder {
    private final int app;
    private final String environment;
    private final long receivedEpochMillis;
    private String environmentSpelling;
    private @Nullable MessageId messageId;
    private @Nullable BatchNumber number;
    private @Nullable InstanceReport instance;
    private CountSource source = CountSource.COUNTERS;
    private List<Rollup> rollups = List.of();
    private List<ErrorRollup> errors = List.of();
    private List<RequestLog> requestLogs = List.of();
    private List<TraceSpan> spans = List.of();
    private List<TraceLog> logs = List.of();
    private List<ConsumerReport> consumers = List.of();
    private List<EndpointReport> endpoints = List.of();
    private List<IngestOutcome> outcomes = List.of();

    private Builder(int app, String environment, long receivedEpochMillis) {
      this.app = app;
      this.environment = environment;
      this.environmentSpelling = environment;
      this.receivedEpochMillis = receivedEpochMillis;
    }

    public Builder environmentSpelling(String value) {
      environmentSpelling = value;
      return this;
    }

    public Builder messageId(@Nullable MessageId value) {
      messageId = value;
      return this;
    }

    public Builder number(@Nullable BatchNumber value) {
      number = value;
      return this;
    }

    public Builder instance(@Nullable InstanceReport value) {
      instance = value;
      return this;
    }

    /** {@link CountSource#COUNTERS} unless told. */
    public Builder source(CountSource value) {
      source = value;
      return this;
    }

    public Builder rollups(List<Rollup> value) {
      rollups = value;
      return this;
    }

    public Builder errors(List<ErrorRollup> value) {
      errors = value;
      return this;
    }

    public Builder requestLogs(List<RequestLog> value) {
      requestLogs = value;
      return this;
    }

    public Builder spans(List<TraceSpan> value) {
      spans = value;
      return this;
    }

    public Builder logs(List<TraceLog> value) {
      logs = value;
      return this;
    }

    public Builder consumers(List<ConsumerReport> value) {
      consumers = value;
      return this;
    }

    public Builder endpoints(List<EndpointReport> value) {
      endpoints = value;
      return this;
    }

    public Builder outcomes(List<IngestOutcome> value) {
      outcomes = value;
      return this;
    }

    public Batch build() {
      return new Batch(
          app,
          environment,
          environmentSpelling,
          receivedEpochMillis,
          messageId,
          number,
          instance,
          source,
          rollups,
          errors,
          requestLogs,
          spans,
          logs,
          consumers,
          endpoints,
          outcomes);
    }
  }
}
