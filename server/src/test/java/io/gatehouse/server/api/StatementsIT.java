// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.Rollup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements of usage over REST. */
class StatementsIT {

  private final YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(2);

  @TempDir Path directory;

  private TestServer server;
  private String path;
  private String key;
  private String secret;

  @BeforeEach
  void start() {
    server = TestServer.start(directory);
    String shop =
        server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}").json().get("id").asText();
    path = "/apps/" + shop;
    JsonNode made =
        server
            .send(
                Role.ADMIN, "POST", path + "/keys", "{\"name\":\"=Partner\",\"consumer\":\"acme\"}")
            .json();
    key = made.get("id").asText();
    secret = made.at("/secrets/0/id").asText();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void report(String consumer, long calls) throws InterruptedException {
    report(consumer, calls, null);
  }

  private void report(String consumer, long calls, @Nullable BatchNumber number)
      throws InterruptedException {
    long minute = month.atDay(9).atStartOfDay(ZoneOffset.UTC).toEpochSecond() / 60;
    Rollup rollup =
        new Rollup(
            minute,
            "GET",
            "/orders/{id}",
            200,
            consumer,
            calls,
            Histogram.EMPTY,
            1_000 * calls,
            0,
            Histogram.EMPTY,
            100 * calls,
            Histogram.EMPTY,
            0,
            0,
            new KeyUse(secret, ""));
    int app =
        server.server().catalog().apps().all().stream()
            .filter(one -> path.endsWith("/" + one.id()))
            .findAny()
            .orElseThrow()
            .number();
    Batch.Builder batch = Batch.builder(app, "prod", minute * 60_000).rollups(List.of(rollup));
    if (number != null) {
      batch
          .number(number)
          .instance(
              new InstanceReport(
                  number.instance(), true, null, Map.of(), minute * 60_000, null, null, true));
    }
    server.server().intake().accept(batch.build()).toCompletableFuture().join();
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(30))).isTrue();
  }

  private Answer post(String what, String body) {
    return server.send(Role.ADMIN, "POST", path + "/statements" + what, body);
  }

  private Answer make(String consumer, String... members) {
    return post(
        "",
        "{\"consumer\":\"%s\",\"month\":\"%s\"%s}"
            .formatted(
                consumer, month, members.length == 0 ? "" : "," + String.join(",", members)));
  }

  private JsonNode list() {
    return server.get(Role.VIEWER, path + "/statements?month=" + month).json();
  }

  /** U5, U6, U7, M3: from the draft to what is left when everything was taken back. */
  @Test
  void m3_draft_becomesFinalAdjustedAndVoid() throws InterruptedException {
    report("acme", 7);
    report("zen", 3);
    JsonNode drafts = list();
    assertThat(drafts.get("due").asBoolean()).isTrue();
    assertThat(drafts.get("items")).hasSize(2);
    assertThat(drafts.at("/items/0/state").asText()).isEqualTo("draft");
    String draft = drafts.at("/items/0/id").asText();
    JsonNode shown = server.get(Role.VIEWER, path + "/statements/" + draft).json();
    assertThat(shown.at("/consumer/id").asText()).isEqualTo("acme");
    assertThat(shown.at("/lines/0/key/name").asText()).isEqualTo("=Partner");
    assertThat(shown.at("/lines/0/key/id").asText()).isEqualTo(key);

    Answer made = make("acme");
    assertThat(made.status()).isEqualTo(201);
    String id = made.json().get("id").asText();
    String hash = made.json().at("/entries/0/sha256").asText();
    assertThat(hash).hasSize(64);
    assertThat(make("acme").status()).isEqualTo(409);
    assertThat(make("acme").json().get("detail").asText()).contains(id);
    assertThat(unchanged(id)).isTrue();

    report("acme", 2);
    assertThat(unchanged(id)).isFalse();
    assertThat(list().at("/items/0/late/billable").asInt()).isEqualTo(2);
    Answer adjusted = post("/" + id + "/adjust", "{\"reason\":\"late batch\"}");
    assertThat(adjusted.json().at("/total/billable").asInt()).isEqualTo(9);
    assertThat(adjusted.json().at("/entries/0/sha256").asText()).isEqualTo(hash);
    assertThat(adjusted.json().at("/entries/1/reason").asText()).isEqualTo("late batch");
    assertThat(unchanged(id)).isTrue();
    Answer amended =
        post(
            "/" + id + "/amend",
            "{\"reason\":\"goodwill\",\"lines\":[{\"key\":\"" + key + "\",\"billable\":-4}]}");
    assertThat(amended.json().at("/total/billable").asInt()).isEqualTo(5);

    Answer taken = post("/" + id + "/void", "{\"reason\":\"wrong\"}");
    assertThat(taken.json().get("state").asText()).isEqualTo("void");
    assertThat(taken.json().at("/total/billable").asInt()).isZero();
    assertThat(taken.json().get("entries")).hasSize(4);
    assertThat(make("acme").json().at("/total/billable").asInt()).isEqualTo(9);
    assertThat(server.get(Role.OWNER, "/audit?search=statement.").json().toString())
        .contains("statement.final", "statement.adjustment", "statement.amendment")
        .contains("statement.void", hash);
  }

  private boolean unchanged(String id) {
    return server
        .get(Role.VIEWER, path + "/statements/" + id + "/recompute")
        .json()
        .get("unchanged")
        .asBoolean();
  }

  @Test
  void m3_files_haveTheLinesOfAllEntries() throws InterruptedException {
    report("acme", 7);
    String id = make("acme").json().get("id").asText();
    report("acme", 2);
    post("/" + id + "/adjust", "{}");

    Answer csv = server.get(Role.VIEWER, path + "/statements/" + id + "/csv");
    Answer lines = server.get(Role.VIEWER, path + "/statements/" + id + "/jsonl");

    assertThat(new String(csv.http().body(), UTF_8).lines())
        .containsExactly(
            "entry,kind,consumer,key_id,key_name,method,route,calls,billable,refused,"
                + "server_errors,rate_limited,request_bytes,response_bytes",
            "1,final,acme," + key + ",'=Partner,GET,/orders/{id},7,7,0,0,0,0,700",
            "2,adjustment,acme," + key + ",'=Partner,GET,/orders/{id},2,2,0,0,0,0,200");
    assertThat(new String(lines.http().body(), UTF_8).lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("\"key_name\":\"=Partner\"", "\"billable\":7");
    assertThat(csv.http().headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"statement-" + month + ".csv\"");
    assertThat(server.get(Role.OWNER, "/audit?search=statement.export").json().toString())
        .contains("jsonl");
  }

  /** U4: what is waited for is named; who does not wait says why. */
  @Test
  void u4_missingBatches_areNamed() throws InterruptedException {
    UUID instance = UUID.randomUUID();
    report("acme", 7, new BatchNumber(instance, 1, 1, 2));

    Answer refused = make("acme");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains(instance + " batch 2");
    assertThat(make("acme", "\"force\":true").json().get("field").asText()).isEqualTo("reason");
    JsonNode forced = make("acme", "\"force\":true", "\"reason\":\"host gone\"").json();
    assertThat(forced.at("/entries/0/missing/0").asText()).isEqualTo(instance + "/1/2-2");
  }

  @Test
  void m3_all_areMadeOnce() throws InterruptedException {
    report("acme", 7);
    report("zen", 3);
    make("zen");

    JsonNode first = post("/all", "{\"month\":\"" + month + "\"}").json();
    JsonNode again = post("/all", "{\"month\":\"" + month + "\"}").json();

    assertThat(first.toString()).isEqualTo("{\"made\":1,\"skipped\":1}");
    assertThat(again.toString()).isEqualTo("{\"made\":0,\"skipped\":2}");
    assertThat(list().get("items")).allMatch(item -> item.get("state").asText().equals("final"));
  }

  /** K9: erasing the consumer leaves its statement, under the name its usage has. */
  @Test
  void k9_erasedConsumer_keepsItsStatement() throws InterruptedException {
    report("acme", 7);
    String id = make("acme").json().get("id").asText();
    String hash = list().at("/items/0/sha256").asText();

    assertThat(server.send(Role.ADMIN, "POST", path + "/consumers/acme/erase", "{}").status())
        .isEqualTo(204);

    JsonNode left = server.get(Role.VIEWER, path + "/statements/" + id).json();
    assertThat(left.toString()).doesNotContain("acme");
    assertThat(left.at("/total/billable").asInt()).isEqualTo(7);
    assertThat(left.at("/entries/0/sha256").asText()).isEqualTo(hash);
    assertThat(left.get("broken")).isEmpty();
    assertThat(unchanged(id)).isTrue();
  }

  @Test
  void m3_refusals_nameTheField() {
    assertThat(post("", "{\"month\":\"2026-01\"}").json().get("field").asText())
        .isEqualTo("consumer");
    assertThat(post("", "{\"consumer\":\"acme\"}").json().get("field").asText()).isEqualTo("month");
    YearMonth now = YearMonth.now(ZoneOffset.UTC).plusMonths(1);
    Answer early = post("", "{\"consumer\":\"acme\",\"month\":\"" + now + "\"}");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.json().get("detail").asText()).contains("can be made final from");
    assertThat(server.get(Role.VIEWER, path + "/statements?zone=Mars").json().get("field").asText())
        .isEqualTo("zone");
    assertThat(server.get(Role.VIEWER, path + "/statements/draft.%21").status()).isEqualTo(404);
    assertThat(server.get(Role.VIEWER, path + "/statements/none").status()).isEqualTo(404);
    assertThat(server.send(Role.EDITOR, "POST", path + "/statements", "{}").status())
        .isEqualTo(403);
  }
}
