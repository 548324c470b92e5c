// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.instance;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.requestLog;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyFacts;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.SqlQueries.Answer;
import io.gatehouse.storage.SqlQueries.Column;
import io.gatehouse.storage.SqlQueries.Question;
import io.gatehouse.storage.SqlQueries.View;
import io.gatehouse.storage.SqlRefusedException;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@link io.gatehouse.storage.SqlQueries} must answer, and what it must not. */
public abstract class SqlContract extends StorageContract {

  private static final int OTHER_APP = APP + 1;
  private static final String KEY = "aaaaaaaaaaaa";
  private static final String CANARY = "canary-of-another-app";

  private static final KeyFacts FACTS =
      new KeyFacts(
          "key-1",
          List.of(KEY, "cccccccccccc"),
          "=Partner",
          "prod",
          "acme",
          "Acme Ltd",
          null,
          List.of("orders:read", "items:*"),
          List.of(),
          null,
          "active",
          1_700_000_000_000L,
          0);

  private long position;

  private static Rollup calls(
      long minute, String route, int status, String consumer, KeyUse key, long requests) {
    return new Rollup(
        minute,
        "GET",
        route,
        status,
        consumer,
        requests,
        Histogram.EMPTY,
        1_000 * requests,
        10 * requests,
        Histogram.EMPTY,
        100 * requests,
        Histogram.EMPTY,
        0,
        0,
        key);
  }

  private void append(Batch... batches) {
    storage().writer().append(List.of(batches), new LogPosition(0, ++position));
  }

  /** Two apps with the same routes; whatever only the other has is called {@link #CANARY}. */
  private void fill() {
    append(
        batch(START)
            .rollups(
                List.of(
                    calls(START + 1, "/orders", 200, "acme", new KeyUse(KEY, ""), 5),
                    calls(START + 1, "/orders", 200, "acme", new KeyUse("cccccccccccc", ""), 2),
                    calls(START + 2, "/items", 503, "acme", new KeyUse(KEY, ""), 1),
                    calls(START + 2, "/items", 401, "ann", new KeyUse("", "unknown"), 3)))
            .requestLogs(List.of(request(UUID.randomUUID(), START + 1, "/orders/7")))
            .build(),
        Batch.builder(OTHER_APP, "prod", millis(START))
            .rollups(
                List.of(calls(START + 1, "/" + CANARY, 200, CANARY, new KeyUse(CANARY, ""), 9)))
            .requestLogs(List.of(request(UUID.randomUUID(), START + 1, "/" + CANARY)))
            .build());
  }

  private static io.gatehouse.storage.RequestLog request(UUID id, long minute, String path) {
    return requestLog(id, minute * 60_000_000, "https://shop.example" + path + "?q=" + CANARY, 200);
  }

  private static Question question(String sql) {
    return new Question(APP, Set.of(), new TimeRange(START, at(30, 0)), sql, () -> List.of(FACTS));
  }

  private Answer ask(String sql) {
    return storage().sql().ask(question(sql), 100);
  }

  private List<List<@Nullable Object>> rows(String sql) {
    return ask(sql).rows();
  }

  /** K11: the columns are an interface; whoever changes one has to change this list. */
  @Test
  void k11_views_haveTheColumnsThatAreTold() {
    List<String> told = new ArrayList<>();
    for (View view : storage().sql().views()) {
      List<String> columns = new ArrayList<>();
      for (Column column : view.columns()) {
        columns.add(column.name() + " " + column.type());
      }
      told.add(view.name() + ": " + String.join(", ", columns));
      List<String> real = new ArrayList<>();
      for (Column column : ask("FROM " + view.name()).columns()) {
        real.add(column.name() + " " + column.type());
      }
      assertThat(real).as(view.name()).isEqualTo(columns);
    }
    String usage =
        ", environment VARCHAR, key_id VARCHAR, secret_id VARCHAR, consumer VARCHAR, method"
            + " VARCHAR, route VARCHAR, status SMALLINT, refusal VARCHAR, requests BIGINT, billable"
            + " BIGINT, failed BIGINT, duration_ms DOUBLE, request_bytes BIGINT, response_bytes"
            + " BIGINT, version VARCHAR";
    assertThat(told)
        .containsExactly(
            "v_usage_minute: minute TIMESTAMP" + usage,
            "v_usage_day: day DATE" + usage,
            "v_key: key_id VARCHAR, name VARCHAR, environment VARCHAR, consumer VARCHAR,"
                + " consumer_name VARCHAR, consumer_group VARCHAR, scopes VARCHAR[], tags"
                + " VARCHAR[], external_id VARCHAR, state VARCHAR, created_at TIMESTAMP, expires_at"
                + " TIMESTAMP",
            "v_request: started_at TIMESTAMP, id VARCHAR, environment VARCHAR, method VARCHAR, route"
                + " VARCHAR, path VARCHAR, status SMALLINT, ending VARCHAR, consumer VARCHAR,"
                + " consumer_name VARCHAR, consumer_group VARCHAR, duration_ms DOUBLE,"
                + " request_bytes BIGINT, response_bytes BIGINT, client_address VARCHAR, trace_id"
                + " VARCHAR, error_type VARCHAR, key_id VARCHAR, refusal VARCHAR,"
                + " version VARCHAR");
  }

  /** K4: the version of the app that answered, of calls and of recorded requests. */
  @Test
  void k4_views_tellTheVersion() {
    UUID process = new UUID(4, 1);
    append(
        batch(START)
            .instance(instance(process, true, "1.4.0"))
            .rollups(List.of(calls(START + 1, "/orders", 200, "acme", new KeyUse(KEY, ""), 5)))
            .requestLogs(List.of(request(new UUID(1, 1), START + 1, "/orders/1")))
            .build(),
        batch(START)
            .rollups(List.of(calls(START + 1, "/orders", 200, "acme", new KeyUse(KEY, ""), 7)))
            .requestLogs(List.of(request(new UUID(1, 2), START + 2, "/orders/2")))
            .build());

    for (String view : List.of("v_usage_minute", "v_usage_day")) {
      assertThat(
              rows(
                  "SELECT version, sum(requests)::BIGINT FROM %s GROUP BY version ORDER BY 1"
                      .formatted(view)))
          .as(view)
          .containsExactly(List.of("", 7L), List.of("1.4.0", 5L));
    }
    assertThat(rows("SELECT path, version FROM v_request ORDER BY path"))
        .containsExactly(List.of("/orders/1", "1.4.0"), List.of("/orders/2", ""));
  }

  @Test
  void k11_usage_addsUpAsThePagesDo() {
    fill();

    assertThat(
            rows(
                "SELECT key_id, sum(requests)::BIGINT, sum(billable)::BIGINT FROM v_usage_minute"
                    + " GROUP BY key_id ORDER BY 2 DESC"))
        .containsExactly(List.of("key-1", 8L, 7L), List.of("", 3L, 0L));
    assertThat(
            rows(
                "SELECT name, count(DISTINCT secret_id), sum(requests)::INTEGER FROM v_usage_day"
                    + " JOIN v_key USING (key_id) GROUP BY name"))
        .containsExactly(List.of("=Partner", 2L, 8));
    storage().maintenance().compact(millis(at(9, 0)));
    assertThat(rows("SELECT day, sum(requests)::INTEGER FROM v_usage_day GROUP BY day"))
        .containsExactly(List.of("2026-03-02", 11));
    assertThat(rows("SELECT minute, sum(requests)::INTEGER FROM v_usage_minute GROUP BY ALL"))
        .hasSize(2);
  }

  @Test
  void k11_range_isWhatTheViewsHold() {
    fill();

    Question minute =
        new Question(
            APP,
            Set.of(),
            new TimeRange(START + 2, START + 3),
            "SELECT sum(requests)::INTEGER FROM v_usage_minute",
            List::of);
    assertThat(storage().sql().ask(minute, 1).rows()).containsExactly(List.of(4));
  }

  @Test
  void k11_environments_narrowTheViews() {
    fill();
    String sql =
        "SELECT (SELECT count(*) FROM v_usage_minute), (SELECT count(*) FROM v_usage_day), (SELECT"
            + " count(*) FROM v_request), (SELECT count(*) FROM v_key)";
    TimeRange range = new TimeRange(START, at(1, 0));

    for (String environment : List.of("prod", "test")) {
      Question one = new Question(APP, Set.of(environment), range, sql, () -> List.of(FACTS));
      assertThat(storage().sql().ask(one, 1).rows())
          .containsExactly(
              environment.equals("prod") ? List.of(4L, 4L, 1L, 1L) : List.of(0L, 0L, 0L, 1L));
    }
  }

  @Test
  void k11_requests_areFoundInTablesAndDayFiles() {
    fill();
    String sql = "SELECT path, status, duration_ms, request_bytes IS NULL FROM v_request";
    List<List<@Nullable Object>> before = rows(sql);
    storage().maintenance().compact(millis(at(9, 0)));
    append(batch(at(9, 0)).requestLogs(List.of(request(UUID.randomUUID(), at(9, 0), ""))).build());

    assertThat(before.toString()).isEqualTo("[[/orders/7, 200, 1.5, true]]");
    assertThat(rows("SELECT path FROM v_request ORDER BY started_at"))
        .containsExactly(List.of("/orders/7"), List.of("/"));
  }

  /** K11: neither queries, nor headers, bodies and log lines are anywhere in the views. */
  @Test
  void k11_views_haveNoContentsOfRequests() {
    fill();

    assertThat(rows("FROM v_request").toString())
        .contains("/orders/7")
        .doesNotContain(CANARY)
        .doesNotContain("careful")
        .doesNotContain("Accept");
  }

  @Test
  void k11_answers_areCutAndSaySo() {
    Answer rows = ask("SELECT * FROM range(101)");
    Answer whole = ask("SELECT * FROM range(100)");
    Answer text = ask("SELECT string_agg(range::VARCHAR, ',') FROM range(10000)");

    assertThat(rows.rows()).hasSize(100);
    assertThat(rows.cut()).isTrue();
    assertThat(whole.rows()).hasSize(100);
    assertThat(whole.cut()).isFalse();
    assertThat(text.cut()).isTrue();
    assertThat(text.rows().get(0).get(0)).asString().hasSizeLessThan(10_010);
  }

  @Test
  void k11_values_haveTheirTypes() {
    assertThat(
            rows(
                "SELECT 1 AS a, 1.5::DECIMAL(4, 2) AS a, NULL AS n, true AS t, DATE '2026-01-31' AS"
                    + " d, TIMESTAMP '2026-01-31 10:00:00' AS at, 'é' AS x, ['a'] AS l, 'NaN'::DOUBLE"
                    + " AS nan, sum(1) AS big"))
        .singleElement()
        .asString()
        .isEqualTo("[1, 1.50, null, true, 2026-01-31, 2026-01-31 10:00:00, é, [a], NaN, 1]");
  }

  @Test
  void k11_usefulSql_isPossible() {
    fill();
    for (String sql :
        List.of(
            "WITH t AS (SELECT * FROM v_usage_day) SELECT count(*) FROM t; -- done",
            "WITH RECURSIVE d AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM d WHERE n < 5) FROM d",
            "SELECT date_trunc('hour', minute), sum(requests) FILTER (WHERE status >= 500) FROM"
                + " v_usage_minute GROUP BY ALL HAVING sum(requests) > 0 ORDER BY ALL",
            "SELECT route, rank() OVER (ORDER BY sum(requests) DESC) FROM v_usage_day GROUP BY"
                + " route QUALIFY rank() OVER (ORDER BY sum(requests) DESC) < 3",
            "SELECT quantile_cont(duration_ms, 0.95), max(started_at) - INTERVAL 1 DAY FROM v_request",
            "SELECT name, unnest(scopes) FROM v_key WHERE state IN ('active') OR name ILIKE 'a%'",
            "SELECT * EXCLUDE (scopes) FROM v_key k WHERE EXISTS (SELECT 1 FROM v_usage_day u WHERE"
                + " u.key_id = k.key_id)",
            "SELECT CASE WHEN status < 400 THEN 'good' ELSE 'bad' END, coalesce(error_type, '-'),"
                + " path LIKE '/o%', CAST(status AS VARCHAR) FROM v_request LIMIT 5",
            "VALUES (1, 2)",
            "SELECT 1 UNION ALL SELECT 2",
            "SELECT DISTINCT timezone('Europe/Berlin', '2026-01-01'::TIMESTAMPTZ)")) {
      assertThat(ask(sql).columns()).as(sql).isNotEmpty();
    }
  }

  /** What a person types wrong is told, with what the query engine says. */
  @Test
  void k11_wrongSql_isExplained() {
    assertRefused("SELEC 1", "cannot be read");
    assertRefused("", "one statement");
    assertRefused("SELECT nothing FROM v_key", "nothing");
    assertRefused("SELECT 1 FROM v_keys", "v_key, v_request");
    assertRefused("SELECT 'a'::INTEGER", "Conversion Error");
    assertRefused("SELECT 1 -- " + "x".repeat(20_000), "20000");
  }

  private void assertRefused(String sql, String message) {
    assertThatThrownBy(() -> ask(sql))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining(message);
  }

  /** K11: nothing of this may be answered, nor change or tell anything. */
  @TestFactory
  Stream<DynamicTest> k11_attacks_areRefused() throws IOException {
    fill();
    Path secret = Files.writeString(directory().resolve("secret.csv"), "a,b\nsecret,1\n");
    return SqlAttacks.all(directory(), secret).stream()
        .map(
            attack ->
                DynamicTest.dynamicTest(
                    attack.length() > 100 ? attack.substring(0, 100) + "…" : attack,
                    () -> {
                      Throwable refusal =
                          org.assertj.core.api.Assertions.catchThrowable(() -> ask(attack));
                      assertThat(refusal)
                          .isInstanceOfAny(SqlRefusedException.class, StorageException.class);
                      assertThat(String.valueOf(refusal.getMessage()))
                          .doesNotContain(CANARY)
                          .doesNotContain("secret,1");
                      assertThat(ask("SELECT sum(requests)::INTEGER FROM v_usage_day").rows())
                          .containsExactly(List.of(11));
                      try (Stream<Path> left = Files.list(directory())) {
                        assertThat(left.map(path -> String.valueOf(path.getFileName())))
                            .noneMatch(name -> name.startsWith("out"));
                      }
                    }));
  }

  /** K11: conditions that would fail on rows of another app never see one. */
  @Test
  void k11_errors_tellNothingOfOtherApps() {
    fill();
    for (String column : List.of("consumer", "route", "secret_id")) {
      String sql = "SELECT 1 FROM v_usage_minute WHERE CAST(" + column + " AS INTEGER) = 1";
      assertThatThrownBy(() -> ask(sql))
          .isInstanceOf(SqlRefusedException.class)
          .message()
          .contains("Conversion Error")
          .doesNotContain(CANARY);
    }
    assertThat(rows("SELECT * FROM v_usage_minute").toString()).doesNotContain(CANARY);
    assertThat(rows("SELECT * FROM v_usage_day").toString()).doesNotContain(CANARY);
  }

  @Test
  void k11_filesOfAnswers_haveAllForms() throws IOException {
    fill();
    String sql = "SELECT name AS \"=name\", key_id, 5 AS n FROM v_key";
    try (StoredFile csv = storage().sql().file(question(sql), FileFormat.CSV, 10)) {
      assertThat(Files.readString(csv.path(), UTF_8))
          .isEqualTo("'=name,key_id,n\n'=Partner,key-1,5\n");
      assertThat(csv.rows()).isEqualTo(1);
    }
    try (StoredFile lines = storage().sql().file(question(sql), FileFormat.JSONL, 10)) {
      assertThat(Files.readString(lines.path(), UTF_8))
          .isEqualTo("{\"=name\":\"=Partner\",\"key_id\":\"key-1\",\"n\":5}\n");
    }
    StoredFile parquet = storage().sql().file(question(sql), FileFormat.PARQUET, 10);
    assertThat(Files.readAllBytes(parquet.path())).startsWith("PAR1".getBytes(UTF_8));
    parquet.close();
    assertThat(parquet.path()).doesNotExist();
    assertThatThrownBy(
            () -> storage().sql().file(question("SELECT * FROM range(11)"), FileFormat.CSV, 10))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("more than 10 rows");
  }

  @Test
  void k11_folder_isEmptyAfterwards() throws IOException {
    fill();
    ask("SELECT * FROM v_usage_minute, v_request");
    assertRefused("SELECT 1 FROM v_key WHERE name::INTEGER = 1", "Conversion Error");

    try (Stream<Path> files = Files.walk(directory())) {
      assertThat(files.filter(path -> path.toString().contains("ask-"))).isEmpty();
    }
  }
}
