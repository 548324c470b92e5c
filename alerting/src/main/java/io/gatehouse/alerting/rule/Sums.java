// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.TrafficQueries.Bar;
import org.jspecify.annotations.Nullable;

/** Counts of requests of some time, from which metrics are read. */
final class Sums {

  long clientErrors;
  long serverErrors;
  long requests;
  long requestBytes;
  long responseBytes;
  long consumers;
  Histogram durations = Histogram.EMPTY;

  void add(Bar bar) {
    requests += bar.requests();
    clientErrors += bar.clientErrors();
    serverErrors += bar.serverErrors();
    requestBytes += bar.requestBytes();
    responseBytes += bar.responseBytes();
    consumers = Math.max(consumers, bar.consumers());
  }

  void add(Sums other) {
    requests += other.requests;
    clientErrors += other.clientErrors;
    serverErrors += other.serverErrors;
    requestBytes += other.requestBytes;
    responseBytes += other.responseBytes;
    consumers = Math.max(consumers, other.consumers);
    durations = durations.total() == 0 ? other.durations : durations.plus(other.durations);
  }

  /** The value of a metric; null when there is none. */
  @Nullable Double value(Metric metric, int windowMinutes, int apdexMs) {
    return switch (metric) {
      case REQUESTS -> (double) requests;
      case REQUEST_RATE -> (double) requests / windowMinutes;
      case ERRORS -> (double) (clientErrors + serverErrors);
      case ERROR_RATE -> percent(clientErrors + serverErrors);
      case CLIENT_ERRORS -> (double) clientErrors;
      case CLIENT_ERROR_RATE -> percent(clientErrors);
      case SERVER_ERRORS -> (double) serverErrors;
      case SERVER_ERROR_RATE -> percent(serverErrors);
      case P50 -> percentile(0.5);
      case P95 -> percentile(0.95);
      case P99 -> percentile(0.99);
      case APDEX -> apdex(apdexMs);
      case REQUEST_BYTES -> (double) requestBytes;
      case RESPONSE_BYTES -> (double) responseBytes;
      case CONSUMERS -> (double) consumers;
      default -> throw new IllegalArgumentException(metric + " is not read from counts");
    };
  }

  private @Nullable Double percent(long part) {
    return requests == 0 ? null : (Double) (100.0 * part / requests);
  }

  private @Nullable Double percentile(double share) {
    return durations.total() == 0 ? null : (Double) (durations.percentile(share) / 1_000);
  }

  private @Nullable Double apdex(int thresholdMs) {
    long total = durations.total();
    if (total == 0) {
      return null;
    }
    int satisfied = Histogram.bucketOf(thresholdMs * 1_000.0);
    int tolerated = Histogram.bucketOf(thresholdMs * 4_000.0);
    double points = 0;
    for (int i = 0; i < durations.size(); i++) {
      if (durations.bucket(i) <= satisfied) {
        points += durations.count(i);
      } else if (durations.bucket(i) <= tolerated) {
        points += durations.count(i) / 2.0;
      }
    }
    return points / total;
  }
}
