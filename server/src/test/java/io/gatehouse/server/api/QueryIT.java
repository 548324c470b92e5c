// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Role;
import io.gatehouse.client.GatehouseClient;
import io.gatehouse.client.GatehouseClientException;
import io.gatehouse.client.Usage;
import io.gatehouse.client.UsageQuestion;
import io.gatehouse.client.UsageQuestion.By;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL and exports over REST. */
class QueryIT {

  @TempDir static Path directory;

  private static TestServer server;
  private static String shop;
  private static String key;

  @BeforeAll
  static void start() throws InterruptedException {
    server = TestServer.start(directory);
    shop = app("Shop");
    String other = app("Other");
    JsonNode created =
        server
            .send(
                Role.ADMIN, "POST", shop + "/keys", "{\"name\":\"=Partner\",\"consumer\":\"acme\"}")
            .json();
    key = created.get("id").asText();
    String secret = created.at("/secrets/0/id").asText();
    report(shop, "acme", new KeyUse(secret, ""), 7);
    report(shop, "ann", new KeyUse("", "unknown"), 3);
    report(other, "somebody-else", new KeyUse("x", ""), 100);
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(30))).isTrue();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String app(String name) {
    return "/apps/"
        + server
            .send(Role.OWNER, "POST", "/apps", "{\"name\":\"" + name + "\"}")
            .json()
            .get("id")
            .asText();
  }

  private static void report(String path, String consumer, KeyUse use, long requests) {
    App app =
        server.server().catalog().apps().all().stream()
            .filter(one -> path.endsWith("/" + one.id()))
            .findAny()
            .orElseThrow();
    long minute = System.currentTimeMillis() / 60_000;
    Rollup calls =
        new Rollup(
            minute,
            "GET",
            "/orders/{id}",
            use.refusal().isEmpty() ? 200 : 401,
            consumer,
            requests,
            Histogram.EMPTY,
            1_000 * requests,
            0,
            Histogram.EMPTY,
            100 * requests,
            Histogram.EMPTY,
            0,
            0,
            use);
    server
        .server()
        .intake()
        .accept(
            Batch.builder(app.number(), "prod", minute * 60_000).rollups(List.of(calls)).build())
        .toCompletableFuture()
        .join();
  }

  private static Answer query(Role role, String sql, String... members) {
    List<String> all = new ArrayList<>(List.of(members));
    all.add("\"sql\":" + TestServer.JSON.valueToTree(sql));
    return server.send(role, "POST", shop + "/query", "{" + String.join(",", all) + "}");
  }

  @Test
  void k11_query_answersColumnsAndRows() {
    Answer answer =
        query(
            Role.EDITOR,
            "SELECT name, sum(requests) AS n FROM v_usage_minute LEFT JOIN v_key USING (key_id)"
                + " GROUP BY name ORDER BY n DESC");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("columns").toString())
        .isEqualTo(
            "[{\"name\":\"name\",\"type\":\"VARCHAR\"},{\"name\":\"n\",\"type\":\"HUGEINT\"}]");
    assertThat(answer.json().get("rows").toString()).isEqualTo("[[\"=Partner\",7],[null,3]]");
    assertThat(answer.json().get("cut").asBoolean()).isFalse();
  }

  @Test
  void k11_views_areTold() {
    JsonNode views = server.get(Role.EDITOR, shop + "/query/views").json().get("items");

    assertThat(views.findValuesAsText("name"))
        .contains("v_usage_minute", "v_usage_day", "v_key", "v_request", "billable");
  }

  @Test
  void k11_environmentAndRange_narrow() {
    String sql = "SELECT coalesce(sum(requests), 0) FROM v_usage_minute";

    assertThat(query(Role.EDITOR, sql, "\"env\":\"test\"").json().at("/rows/0/0").asInt()).isZero();
    assertThat(query(Role.EDITOR, sql, "\"env\":\"all\"").json().at("/rows/0/0").asInt())
        .isEqualTo(10);
    assertThat(
            query(Role.EDITOR, sql, "\"to\":\"2026-01-01T00:00:00Z\"")
                .json()
                .at("/rows/0/0")
                .asInt())
        .isZero();
  }

  /** K11: another app of the same workspace is as far away as one of another. */
  @Test
  void k11_query_seesItsAppOnly() {
    assertThat(
            query(Role.OWNER, "SELECT DISTINCT consumer FROM v_usage_day ORDER BY 1")
                .json()
                .get("rows")
                .toString())
        .isEqualTo("[[\"acme\"],[\"ann\"]]");
  }

  @Test
  void k11_refusals_nameTheField() {
    assertRefused(query(Role.EDITOR, "SELECT * FROM consumer"), "sql", "There is no");
    assertRefused(query(Role.EDITOR, "SELECT 1; SELECT 2"), "sql", "one statement");
    assertRefused(query(Role.EDITOR, "SELECT 1", "\"format\":\"xls\""), "format", "xls");
    assertRefused(query(Role.EDITOR, "SELECT 1", "\"from\":\"soon\""), "from", "soon");
    assertRefused(
        query(Role.EDITOR, "SELECT 1", "\"from\":\"2999-01-01T00:00:00Z\""), "from", "range");
    assertRefused(server.send(Role.EDITOR, "POST", shop + "/query", "{}"), "sql", "missing");
    assertThat(query(Role.VIEWER, "SELECT 1").status()).isEqualTo(403);
  }

  private static void assertRefused(Answer answer, String field, String detail) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    assertThat(answer.json().get("detail").asText()).contains(detail);
  }

  /** A12: that somebody asked is in the trail; what for is not, it may name people. */
  @Test
  void a12_queriesAndExports_areInTheTrail() {
    query(Role.EDITOR, "SELECT 'ann', count(*) FROM v_key");
    server.get(Role.VIEWER, shop + "/usage/export?format=jsonl");

    JsonNode trail = server.get(Role.OWNER, "/audit?search=data.query").json();
    assertThat(trail.toString()).contains("sqlSha256").doesNotContain("SELECT");
    assertThat(server.get(Role.OWNER, "/audit?search=usage.export").json().toString())
        .contains("jsonl");
  }

  @Test
  void k11_files_areSentAndGone() throws IOException {
    String sql = "SELECT name, 1 AS one FROM v_key";
    Answer csv = query(Role.EDITOR, sql, "\"format\":\"csv\"");
    Answer parquet = query(Role.EDITOR, sql, "\"format\":\"parquet\"");

    assertThat(new String(csv.http().body(), UTF_8)).isEqualTo("name,one\n'=Partner,1\n");
    assertThat(csv.http().headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"query.csv\"");
    assertThat(parquet.http().body()).startsWith("PAR1".getBytes(UTF_8));
    Awaitility.await().untilAsserted(QueryIT::assertNoFiles);
  }

  private static void assertNoFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("store/export"))) {
      assertThat(files).isEmpty();
    }
  }

  /** K11: the same questions from Java. */
  @Test
  void k11_javaClient_answersAsThePages() {
    GatehouseClient client =
        GatehouseClient.builder(URI.create(server.url()), server.token(Role.EDITOR)).build();
    Instant to = Instant.now().plus(Duration.ofMinutes(2));
    UsageQuestion question =
        UsageQuestion.of(shop.substring("/apps/".length()), to.minus(Duration.ofDays(1)), to);

    Usage usage = client.usage(question.by(By.KEY, By.CONSUMER));
    assertThat(usage.total().requests()).isEqualTo(10);
    assertThat(usage.isComplete()).isTrue();
    assertThat(usage.rows().get(0).keyName()).isEqualTo("=Partner");
    assertThat(client.topEndpoints(question.consumer("acme")))
        .singleElement()
        .matches(row -> "/orders/{id}".equals(row.route()) && row.sums().billable() == 7);
    assertThat(client.series(question.key(key), Duration.ofHours(1)))
        .singleElement()
        .matches(bar -> bar.sums().requests() == 7);
    assertThat(
            client
                .query(
                    shop.substring("/apps/".length()),
                    "SELECT sum(requests) FROM v_usage_minute",
                    to.minus(Duration.ofDays(1)),
                    to)
                .rows()
                .toString())
        .isEqualTo("[[10]]");
    assertThatThrownBy(() -> client.query("none", "SELECT 1", to.minus(Duration.ofDays(1)), to))
        .isInstanceOfSatisfying(
            GatehouseClientException.class, missing -> assertThat(missing.status()).isEqualTo(404));
  }

  /** K12: any form, any range; the sums are those of the page. */
  @Test
  void k12_export_hasAllForms() {
    String path = shop + "/usage/export?by=key,consumer&per=day&format=";
    String lines = new String(server.get(Role.VIEWER, path + "jsonl").http().body(), UTF_8);
    String csv = new String(server.get(Role.VIEWER, path + "csv").http().body(), UTF_8);
    Answer parquet = server.get(Role.VIEWER, path + "parquet");

    assertThat(lines.lines()).hasSize(2).anyMatch(line -> line.contains("\"key_id\":\"" + key));
    assertThat(csv.lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("," + key + ",'=Partner,acme,"));
    assertThat(parquet.http().body()).startsWith("PAR1".getBytes(UTF_8));
    assertThat(server.get(Role.VIEWER, path + "xls").status()).isEqualTo(422);
    assertThat(server.get(Role.VIEWER, shop + "/usage/export?per=year").status()).isEqualTo(422);
    assertThat(server.get(Role.VIEWER, shop + "/usage").json().at("/total/requests").asInt())
        .isEqualTo(10);
  }
}
