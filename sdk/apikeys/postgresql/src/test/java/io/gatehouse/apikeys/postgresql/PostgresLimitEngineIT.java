// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.apikeys.LimitBucket;
import io.gatehouse.apikeys.LimitEngine;
import io.gatehouse.apikeys.LimitRule;
import io.gatehouse.apikeys.LimitStep;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own, taken away where that is the point. */
class PostgresLimitEngineIT {

  private static EmbeddedPostgres postgres;
  private PostgresLimitEngine engine;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void empty() throws Exception {
    engine = engine(postgres).createTable().createTable();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE gatehouse_limits");
    }
  }

  /** As another process would have it. */
  private static PostgresLimitEngine engine() {
    return engine(postgres);
  }

  private static PostgresLimitEngine engine(EmbeddedPostgres postgres) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
    database.setConnectTimeout(5);
    return PostgresLimitEngine.of(database).timeout(Duration.ofSeconds(20));
  }

  private static LimitBucket bucket(String subject, LimitRule rule) {
    return new LimitBucket(subject + ":" + rule.name(), rule);
  }

  private static int allowed(LimitEngine engine, List<LimitBucket> buckets, int calls)
      throws IOException {
    int allowed = 0;
    for (int i = 0; i < calls; i++) {
      allowed += engine.take(buckets, 1).stream().allMatch(LimitStep::allowed) ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void l1_processes_shareALimit() throws Exception {
    for (LimitRule rule :
        List.of(
            LimitRule.perKey("hour", 10, 3_600),
            LimitRule.perKey("sliding", 10, 3_600).sliding())) {
      List<LimitBucket> buckets = List.of(bucket("key:one", rule));

      assertThat(allowed(engine, buckets, 7)).isEqualTo(7);
      assertThat(allowed(engine(), buckets, 7)).isEqualTo(3);
      assertThat(engine.take(buckets, 1).get(0).resetNanos()).isPositive();
    }
  }

  /** L1: the error bound of this engine is none, whoever asks at once. */
  @Test
  void l1_manyThreadsOfTwoProcesses_neverGetMoreThanThereIs() throws Exception {
    LimitRule day = LimitRule.perConsumer("day", 200, 86_400).sliding();
    List<LimitBucket> forth = List.of(bucket("a", day), bucket("b", day));
    List<LimitBucket> back = List.of(bucket("b", day), bucket("a", day));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      LimitEngine process = i % 2 == 0 ? engine : engine();
      List<LimitBucket> buckets = i % 3 == 0 ? forth : back;
      running.add(executor.submit(() -> allowed(process, buckets, 40)));
    }
    int sum = 0;
    for (Future<Integer> one : running) {
      sum += one.get();
    }
    executor.shutdown();

    assertThat(sum).isEqualTo(200);
  }

  @Test
  void l1_refusedCall_isTakenFromNoLimit() throws Exception {
    LimitBucket wide = bucket("key:one", LimitRule.perKey("wide", 10, 3_600));
    LimitBucket narrow = bucket("key:one", LimitRule.perKey("narrow", 1, 3_600));

    assertThat(allowed(engine, List.of(wide, narrow), 5)).isEqualTo(1);
    assertThat(allowed(engine, List.of(wide), 20)).isEqualTo(9);
  }

  @Test
  void l1_cost_countsAsSoManyCalls() throws Exception {
    List<LimitBucket> buckets = List.of(bucket("route", LimitRule.perRoute("hour", 10, 3_600)));

    assertThat(engine.take(buckets, 8).get(0).remaining()).isEqualTo(2);
    assertThat(engine.take(buckets, 3).get(0).allowed()).isFalse();
  }

  @Test
  void forget_unusedLimits_areGone() throws Exception {
    List<LimitBucket> buckets = List.of(bucket("key:one", LimitRule.perKey("hour", 1, 3_600)));
    allowed(engine, buckets, 1);

    assertThat(engine.forget(Duration.ofHours(1))).isZero();
    assertThat(engine.forget(Duration.ofSeconds(-5))).isEqualTo(1);
    assertThat(allowed(engine, buckets, 2)).isEqualTo(1);
  }

  /** L3: what is thrown is what routes have a policy for. */
  @Test
  void l3_databaseThatWasTakenAway_isTold() throws Exception {
    List<LimitBucket> buckets = List.of(bucket("key:one", LimitRule.perKey("hour", 3, 3_600)));
    EmbeddedPostgres other = EmbeddedPostgres.builder().start();
    PostgresLimitEngine taken = engine(other).createTable();
    assertThat(allowed(taken, buckets, 1)).isEqualTo(1);
    other.close();

    assertThatThrownBy(() -> taken.take(buckets, 1)).isInstanceOf(IOException.class);
  }

  /** L3: a database that does not answer is one that is away, and soon. */
  @Test
  void l3_databaseThatHangs_failsAfterTheTimeout() throws Exception {
    List<LimitBucket> buckets = List.of(bucket("key:one", LimitRule.perKey("hour", 9, 3_600)));
    assertThat(allowed(engine, buckets, 1)).isEqualTo(1);
    try (Connection other = postgres.getPostgresDatabase().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE gatehouse_limits IN ACCESS EXCLUSIVE MODE");

      PostgresLimitEngine hasty = engine().timeout(Duration.ofMillis(50));
      assertThatThrownBy(() -> hasty.take(buckets, 1)).isInstanceOf(IOException.class);
      other.rollback();
    }
    assertThat(allowed(engine, buckets, 20)).isBetween(7, 8);
  }
}
