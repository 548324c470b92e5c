// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.storage.Batch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers decide what an SDK does with its users' data: protocol §3. */
class HubAnswersTest {

  private static final List<String> KINDS = List.of("sync", "startup", "log", "logpush");

  private final Hub hub = new Hub();

  private static String path(String id, String kind) {
    return "/v2/" + id + "/dev/" + kind;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "startup", "log", "logpush"})
  void unknownId_is404OnlyWhenCertain(String kind) {
    String path = path("11111111-5c1d-4f6a-9e3b-7a4d0c9b1e2f", kind);
    assertThat(hub.post(path, new byte[0]).status()).isEqualTo(404);
    hub.apps.setAvailable(false);
    IngestAnswer doubt = hub.post(path, new byte[0]);
    assertThat(doubt.status()).isEqualTo(503);
    assertThat(doubt.headers()).containsKey("Retry-After");
  }

  @Test
  void pausedApp_is402OnLogAnd202Elsewhere() {
    for (String kind : KINDS) {
      IngestAnswer answer = hub.post(path(FakeApps.PAUSED.toString(), kind), "{}".getBytes(UTF_8));
      if (kind.equals("log")) {
        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.headers()).containsKey("Retry-After");
      } else {
        assertThat(answer.status()).isEqualTo(202);
      }
    }
    assertThat(hub.intake.batches()).isEmpty();
    assertThat(hub.counters.totals()).containsEntry("app-paused", 4L);
  }

  @Test
  void logUnavailable_is503WithRetryAfter() {
    hub.intake.setUnavailable(true);
    IngestAnswer answer = hub.sync(Hub.syncJson("\"requests\":[]"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("Retry-After", "15");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{broken", "[]", "", "null", "{\"requests\":[", "{}x", "\u0000"})
  void malformedSync_is422WithDetail(String body) {
    IngestAnswer answer = hub.sync(body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(new String(answer.body(), UTF_8))
        .startsWith("{\"detail\":[{\"loc\":[\"body\"")
        .contains("\"msg\":\"");
    Batch counted = hub.counters.drain().get(0);
    assertThat(Hub.reasons(counted)).containsExactly("malformed-sync");
  }

  @Test
  void malformedField_isNamedWithWhatCameAndTheLimit() {
    String body = new String(hub.sync("{\"timestamp\":1e99}").body(), UTF_8);
    assertThat(body)
        .contains("[\"body\",\"timestamp\"]")
        .contains("below 10000000000")
        .contains("1.0E99");
    body = new String(hub.sync("{\"requests\":5}").body(), UTF_8);
    assertThat(body).contains("[\"body\",\"requests\"]").contains("expected an array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"startup", "log", "logpush"})
  void malformedElsewhere_is202AndCounted(String kind) {
    assertThat(hub.post(Hub.BASE + kind, "{broken".getBytes(UTF_8)).status()).isEqualTo(202);
    long counted = hub.counters.totals().values().stream().mapToLong(Long::longValue).sum();
    long inBatches =
        hub.intake.batches().stream().mapToLong(batch -> batch.outcomes().size()).sum();
    assertThat(counted + inBatches).isEqualTo(1);
  }

  @Test
  void truncatedLogFile_keepsWhatCouldBeRead() {
    byte[] whole = Hub.resource("js/express4/04-log.ndjson.gz");
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 10);
    assertThat(hub.post(Hub.BASE + "log", cut).status()).isEqualTo(202);
    assertThat(hub.intake.batch().requestLogs()).isNotEmpty();
    assertThat(hub.counters.totals()).containsEntry("malformed-log", 1L);
  }

  @Test
  void getAndOrigin_areRefused() {
    IngestHead get = new IngestHead("GET", Hub.BASE + "sync", "", name -> null, "192.0.2.7", 0);
    assertThat(hub.post(get, new byte[0]).status()).isEqualTo(405);
    IngestHead browser = Hub.head(Hub.BASE + "sync", "", Map.of("origin", "https://evil.example"));
    assertThat(hub.post(browser, new byte[0]).status()).isEqualTo(403);
  }

  @Test
  void noAnswerIsEverARedirect() {
    for (String kind : KINDS) {
      for (String body : List.of("", "{}", "{broken", "[]")) {
        int status = hub.post(Hub.BASE + kind + "", body.getBytes(UTF_8)).status();
        assertThat(status / 100).isNotEqualTo(3);
      }
    }
  }

  @Test
  void tooLong_is413OnTheWireAndInflated() {
    for (String kind : KINDS) {
      IngestHead head =
          new IngestHead("POST", Hub.BASE + kind, "", name -> null, "192.0.2.7", 17 << 20);
      IngestAnswer refusal = hub.collector.open(head).refusal();
      assertThat(refusal).isNotNull();
      assertThat(refusal.status()).as(kind).isEqualTo(kind.equals("log") ? 202 : 413);
    }
    assertThat(hub.counters.totals()).containsEntry("too-large", 4L);
    assertThat(hub.post(Hub.BASE + "sync", new byte[17 << 20]).status()).isEqualTo(413);
    byte[] bomb = Hub.gzip(("{\"a\":\"" + " ".repeat(8 << 20)).getBytes(UTF_8));
    assertThat(hub.post(Hub.BASE + "sync", bomb).status()).isIn(413, 422);
    assertThat(hub.post(Hub.BASE + "log", bomb).status()).isEqualTo(202);
  }
}
