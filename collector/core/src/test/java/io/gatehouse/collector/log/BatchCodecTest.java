// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchCodecTest {

  @Test
  void decode_randomBatches_givesEqualBatches() {
    for (int seed = 0; seed < 2_000; seed++) {
      Batch batch = Batches.random(new Random(seed));
      byte[] record = BatchCodec.encode(batch);
      assertThat(BatchCodec.decode(record)).as("seed %d", seed).isEqualTo(batch);
      assertThat(BatchCodec.encode(BatchCodec.decode(record))).isEqualTo(record);
    }
  }

  @Test
  void decode_newerVersion_saysSo() {
    byte[] record = BatchCodec.encode(Batches.of(1).build());
    record[0] = BatchCodec.VERSION + 1;
    assertThatThrownBy(() -> BatchCodec.decode(record))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("version 8")
        .hasMessageContaining("reads up to version 7");
  }

  @Test
  void decode_olderVersions_fillsInWhatTheyDidNotKnow() {
    for (int version = 1; version < BatchCodec.VERSION; version++) {
      RecordWriter out = new RecordWriter();
      out.octet(version);
      out.number(7);
      out.name("staging-eu");
      if (version >= BatchCodec.WITH_SPELLING) {
        out.name("staging-eu");
      }
      out.number(1_000);
      out.flag(false); // no message id
      if (version >= BatchCodec.WITH_NUMBER) {
        out.flag(false);
      }
      out.flag(false); // no instance
      boolean hasSources = version >= BatchCodec.WITH_SOURCES;
      if (hasSources) {
        out.octet(0);
      }
      out.count(1); // a rollup
      out.number(29_000_000);
      out.name("GET");
      out.name("/a");
      out.number(200);
      out.name(null);
      out.number(3);
      out.count(0);
      out.number(30);
      out.number(0);
      out.count(0);
      out.number(0);
      out.count(0);
      if (hasSources) {
        out.number(0); // none failed
        out.number(0); // none was broken off
      }
      if (version >= BatchCodec.WITH_KEYS) {
        out.flag(false);
      }
      for (int list = 1; list < (hasSources ? 8 : 6); list++) {
        out.count(0);
      }
      Rollup rollup =
          new Rollup(
              29_000_000,
              "GET",
              "/a",
              200,
              null,
              3,
              Histogram.EMPTY,
              30,
              0,
              Histogram.EMPTY,
              0,
              Histogram.EMPTY);
      Batch batch = Batch.builder(7, "staging-eu", 1_000).rollups(List.of(rollup)).build();
      assertThat(BatchCodec.decode(out.toBytes())).as("version %d", version).isEqualTo(batch);
    }
  }

  /** K4: before version 7 a request told no version of the app. */
  @Test
  void decode_requestOfVersion6_isReadWithoutVersion() {
    RequestLog request =
        RequestLog.builder(new UUID(1, 2), 1_000, "GET", "/a", "http://a/a")
            .key(new KeyUse("0123456789ab", ""))
            .build();
    Batch batch = Batch.builder(7, "prod", 1_000).requestLogs(List.of(request)).build();
    byte[] record = BatchCodec.encode(batch);
    int lists = 5;
    int absent = record.length - lists - 1;
    byte[] old = new byte[record.length - 1];
    System.arraycopy(record, 0, old, 0, absent);
    System.arraycopy(record, absent + 1, old, absent, lists);
    old[0] = 6;

    assertThat(BatchCodec.decode(old)).isEqualTo(batch);
  }

  @Test
  void decode_cutAnywhere_isRefused() {
    byte[] record = BatchCodec.encode(Batches.random(new Random(3)));
    for (int length = 0; length < record.length; length++) {
      byte[] cut = Arrays.copyOf(record, length);
      assertThatThrownBy(() -> BatchCodec.decode(cut)).isInstanceOf(CodecException.class);
    }
  }

  @Test
  void decode_changedBytes_neverFailsOtherwise() {
    byte[] record = BatchCodec.encode(Batches.random(new Random(3)));
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      byte[] changed = record.clone();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        changed[1 + random.nextInt(changed.length - 1)] = (byte) random.nextInt();
      }
      try {
        assertThat(BatchCodec.decode(changed)).isNotNull();
      } catch (CodecException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }
}
