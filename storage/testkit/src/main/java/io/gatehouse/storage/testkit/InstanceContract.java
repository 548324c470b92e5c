// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.instance;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.InstanceQueries.Deploy;
import io.gatehouse.storage.InstanceQueries.InstanceRow;
import io.gatehouse.storage.InstanceQueries.MissingBatches;
import io.gatehouse.storage.InstanceQueries.OutcomeRow;
import io.gatehouse.storage.InstanceQueries.ResourceBar;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.TimeRange;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link io.gatehouse.storage.InstanceQueries} must answer. */
public abstract class InstanceContract extends StorageContract {

  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(1, 2);

  private void append(Batch... batches) {
    storage().writer().append(List.of(batches), new LogPosition(0, 1));
  }

  private static Batch life(long epochMinute, InstanceReport report) {
    return batch(epochMinute).instance(report).build();
  }

  @Test
  void list_latestSignOfLifeFirst() {
    append(
        life(START, instance(FIRST, true, "1.0")),
        life(START + 1, instance(SECOND, true, "1.0")),
        life(
            START + 5,
            new InstanceReport(
                FIRST, false, null, Map.of(), millis(START + 5) + 250, null, 5L, true)));
    reopen();

    List<InstanceRow> rows = storage().instances().list(APP, Set.of(), millis(START));

    assertThat(rows).extracting(InstanceRow::id).containsExactly(FIRST, SECOND);
    assertThat(rows.get(0))
        .satisfies(
            row -> {
              assertThat(row.environment()).isEqualTo("prod");
              assertThat(row.client()).isEqualTo("java:servlet");
              assertThat(row.versions()).containsEntry("app", "1.0");
              assertThat(row.firstSeenEpochMillis()).isEqualTo(millis(START));
              assertThat(row.lastSeenEpochMillis()).isEqualTo(millis(START + 5));
              assertThat(row.lastStartupEpochMillis()).isEqualTo(millis(START));
              assertThat(row.skewMillis()).isEqualTo(250);
              assertThat(row.cpuPercent()).isEqualTo(12.5);
              assertThat(row.memoryBytes()).isEqualTo(5);
              assertThat(row.messages()).isEqualTo(2);
              assertThat(row.monitored()).isTrue();
            });
  }

  private static Batch numbered(long epoch, long sequence, long sealed) {
    return batch(START)
        .instance(instance(FIRST, sequence == 1, "1.0"))
        .number(new BatchNumber(FIRST, epoch, sequence, sealed))
        .build();
  }

  private long missing() {
    return storage().instances().list(APP, Set.of(), 0).get(0).missingBatches();
  }

  /** U4: the store knows what a sender has sealed and not delivered. */
  @Test
  void u4_list_batchHeldBack_isMissingUntilItComes() {
    append(numbered(1, 1, 1), numbered(1, 3, 6), numbered(1, 5, 6));
    assertThat(missing()).isEqualTo(3);
    append(numbered(2, 1, 2));
    assertThat(missing()).isEqualTo(4);
    append(numbered(1, 2, 6), numbered(1, 6, 6), numbered(1, 4, 6));
    reopen();
    assertThat(missing()).isEqualTo(1);
    append(numbered(2, 2, 2));
    assertThat(missing()).isZero();
  }

  /** U4: by number, so that whoever waits for one knows which. */
  @Test
  void u4_missing_namesTheNumbers() {
    append(numbered(1, 2, 9), numbered(1, 5, 9), numbered(1, 6, 9), numbered(2, 1, 1));

    assertThat(storage().instances().missing(APP, 10))
        .containsExactly(
            new MissingBatches(FIRST, 1, 1, 1),
            new MissingBatches(FIRST, 1, 3, 4),
            new MissingBatches(FIRST, 1, 7, 9));
    assertThat(storage().instances().missing(APP, 1)).hasSize(1);
    assertThat(storage().instances().missing(APP + 1, 10)).isEmpty();
    reopen();
    for (long sequence : new long[] {1, 3, 4, 7, 8, 9}) {
      append(numbered(1, sequence, 9));
    }
    assertThat(storage().instances().missing(APP, 10)).isEmpty();
  }

  @Test
  void list_silentSince_isLeftOut() {
    append(life(START, instance(FIRST, true, "1.0")));

    assertThat(storage().instances().list(APP, Set.of(), millis(START + 1))).isEmpty();
    assertThat(storage().instances().list(APP, Set.of("staging"), 0)).isEmpty();
    assertThat(storage().instances().list(APP + 1, Set.of(), 0)).isEmpty();
  }

  @Test
  void resources_meanAndMaxPerBar() {
    append(
        life(START, resources(10.0, 100L)),
        life(START + 1, resources(30.0, 300L)),
        life(START + 70, resources(5.0, 50L)));

    assertThat(
            storage()
                .instances()
                .resources(scope(START, START + 120), new Buckets(60, ZoneOffset.UTC)))
        .containsExactly(
            new ResourceBar(START, FIRST, 20, 30, 200, 300),
            new ResourceBar(START + 60, FIRST, 5, 5, 50, 50));
  }

  private static InstanceReport resources(double cpu, long memory) {
    return new InstanceReport(FIRST, false, null, Map.of(), null, cpu, memory, true);
  }

  @Test
  void deploys_onlyVersionsNotSeenBefore() {
    append(
        life(START, instance(FIRST, true, "1.0")),
        life(START + 1, instance(SECOND, true, "1.0")),
        life(START + 2, instance(FIRST, true, "1.1")),
        life(START + 3, instance(FIRST, true, "1.0")),
        life(at(3, 0), instance(FIRST, true, "2.0")));

    assertThat(storage().instances().deploys(APP, Set.of(), new TimeRange(START + 1, at(2, 0))))
        .containsExactly(new Deploy("prod", millis(START + 2), "1.1"));
    assertThat(storage().instances().deploys(APP, Set.of(), new TimeRange(START, at(5, 0))))
        .extracting(Deploy::version)
        .containsExactly("1.0", "1.1", "2.0");
  }

  @Test
  void outcomes_sumByReason() {
    IngestOutcome corrected =
        new IngestOutcome(IngestOutcome.Kind.CORRECTED, "status-null", "first", 2);
    IngestOutcome again =
        new IngestOutcome(IngestOutcome.Kind.CORRECTED, "status-null", "second", 3);
    append(
        batch(START).instance(instance(FIRST, false, "1")).outcomes(List.of(corrected)).build(),
        batch(START + 1).instance(instance(FIRST, false, "1")).outcomes(List.of(again)).build(),
        batch(START + 2)
            .outcomes(List.of(new IngestOutcome(IngestOutcome.Kind.REJECTED, "malformed", "", 1)))
            .build());

    assertThat(storage().instances().outcomes(APP, 0))
        .extracting(
            OutcomeRow::instance, OutcomeRow::reason, OutcomeRow::lastHint, OutcomeRow::count)
        .containsExactly(
            tuple(null, "malformed", "", 1L), tuple(FIRST, "status-null", "second", 5L));
    assertThat(storage().instances().outcomes(APP, millis(START + 2))).hasSize(1);
    assertThat(storage().instances().list(APP, Set.of(), 0).get(0).corrected()).isEqualTo(5);
  }
}
