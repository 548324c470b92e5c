// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.BatchHeader;
import io.gatehouse.protocol.BatchReader;
import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FakeServer} was told, read through the protocol module. Thread-safe; fields are
 * guarded by this object.
 *
 * <pre>{@code
 * assertThat(server.recorded().exchanges()).singleElement()...
 * }</pre>
 */
public final class RecordedExchanges {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<WireRecord> records = new ArrayList<>();
  private @Nullable BatchHeader lastHeader;

  RecordedExchanges() {}

  /** Adds a batch as a whole or, when it is malformed, not at all. */
  void add(byte[] body) throws IOException {
    BatchReader reader =
        new BatchReader(new InputStreamReader(new ByteArrayInputStream(body), UTF_8));
    List<WireRecord> read = new ArrayList<>();
    for (WireRecord one = reader.next(); one != null; one = reader.next()) {
      read.add(one);
    }
    synchronized (this) {
      lastHeader = reader.header();
      records.addAll(read);
    }
  }

  /** Exchanges that came since the last {@link #clear}, in the order of their first arrival. */
  public synchronized List<RecordedExchange> exchanges() {
    List<RecordedExchange> merged = new ArrayList<>();
    for (WireRecord one : records) {
      if (one instanceof Rollup rollup) {
        merge(merged, RecordedExchange.of(rollup));
      }
    }
    return merged;
  }

  private static void merge(List<RecordedExchange> merged, RecordedExchange next) {
    for (int i = 0; i < merged.size(); i++) {
      if (merged.get(i).hasKeyOf(next)) {
        merged.set(i, merged.get(i).plus(next));
        return;
      }
    }
    merged.add(next);
  }

  /** How many exchanges came since the last {@link #clear}. */
  public long total() {
    return exchanges().stream().mapToLong(RecordedExchange::requests).sum();
  }

  /** Waits until an exchange came, and fails when there are more. */
  public RecordedExchange awaitOne() {
    await().atMost(PATIENCE).until(() -> total() >= 1);
    assertThat(total()).isEqualTo(1);
    return exchanges().get(0);
  }

  /**
   * Waits until an error came, and fails when there are more. It may come a batch after its
   * exchange.
   */
  public ErrorRollup awaitError() {
    await().atMost(PATIENCE).until(() -> !errors().isEmpty());
    assertThat(errors()).hasSize(1);
    return errors().get(0);
  }

  /** Errors that came since the last {@link #clear}. */
  public synchronized List<ErrorRollup> errors() {
    List<ErrorRollup> errors = new ArrayList<>();
    for (WireRecord one : records) {
      if (one instanceof ErrorRollup error) {
        errors.add(error);
      }
    }
    return errors;
  }

  /** Header of the newest batch; null = none came yet. */
  public synchronized @Nullable BatchHeader lastHeader() {
    return lastHeader;
  }

  /** All records since the last {@link #clear}, as they came. */
  public synchronized List<WireRecord> records() {
    return List.copyOf(records);
  }

  /** Forgets all records. */
  public synchronized void clear() {
    records.clear();
  }
}
