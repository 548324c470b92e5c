// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogpushTest {

  private final Hub hub = new Hub();

  /** The recorded messages inside trace events as the platform sends them. */
  static String events() {
    List<String> messages =
        new String(Hub.resource("js-serverless/messages.txt"), UTF_8).lines().toList();
    String[] methods = {"GET", "GET", "POST", "GET"};
    String[] paths = {"/users/42", "/users/42", "/items", "/crash"};
    int[] statuses = {200, 200, 400, 500};
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      lines.append(
          """
          {"Event":{"RayID":"x","Request":{"URL":"https://api.example.com%s?api_key=hidden-1","Method":"%s"},"Response":{"Status":%d}},\
          "EventTimestampMs":%d,"Logs":[{"Level":"log","Message":["loading",7],"TimestampMs":%d},{"Level":"log","Message":["%s"],"TimestampMs":%d}],"Outcome":"ok"}
          """
              .formatted(
                  paths[i],
                  methods[i],
                  statuses[i],
                  Hub.NOW,
                  Hub.NOW + 1,
                  messages.get(i),
                  Hub.NOW));
    }
    return lines.toString();
  }

  private List<Batch> send(String lines) {
    assertThat(hub.post(Hub.BASE + "logpush", Hub.gzip(lines.getBytes(UTF_8))).status())
        .isEqualTo(202);
    return hub.intake.batches();
  }

  @Test
  void recordedMessages_becomeOneRequestEach() {
    List<Batch> batches = send(events());
    assertThat(batches).hasSize(4);
    Rollup first = batches.get(0).rollups().get(0);
    assertThat(first)
        .isEqualTo(
            new Rollup(
                Hub.NOW / 60_000,
                "GET",
                "/users/:id",
                200,
                "alice@example.com",
                1,
                Histogram.ofValue(25_587),
                25_587,
                0,
                Histogram.EMPTY,
                43,
                Histogram.ofValue(43)));
    assertThat(batches)
        .extracting(batch -> batch.rollups().get(0).status())
        .containsExactly(200, 200, 400, 500);
  }

  @Test
  void firstMessage_carriesStartupAndConsumer() {
    Batch batch = send(events()).get(0);
    assertThat(batch.endpoints())
        .containsExactly(
            new EndpointReport("GET", "/users/:id"),
            new EndpointReport("POST", "/items"),
            new EndpointReport("GET", "/crash"));
    assertThat(batch.consumers())
        .containsExactly(new ConsumerReport("alice@example.com", "Alice", "Gold"));
    InstanceReport instance = batch.instance();
    assertThat(instance).isNotNull();
    assertThat(instance.monitored()).isFalse();
    assertThat(instance.startup()).isTrue();
    assertThat(instance.client()).isEqualTo("js-serverless:hono");
    InstanceReport later = hub.intake.batches().get(1).instance();
    assertThat(later).isNotNull();
    assertThat(later.startup()).isFalse();
  }

  @Test
  void requestLog_takesUrlAndApplicationLogsFromTheEvent() {
    RequestLog log = send(events()).get(0).requestLogs().get(0);
    assertThat(log.url()).startsWith("https://api.example.com/users/42");
    assertThat(log.responseBody().text()).contains("\"id\":42");
    assertThat(log.logs()).extracting(RequestLog.LogLine::message).containsExactly("loading", "7");
    assertThat(log.startEpochMicros()).isEqualTo(Hub.NOW * 1000);
  }

  @Test
  void exceptionWithStatus500_becomesAnError() {
    ErrorRollup error = send(events()).get(3).errors().get(0);
    assertThat(error.kind()).isEqualTo(ErrorKind.SERVER);
    assertThat(error.type()).isEqualTo("TypeError");
    assertThat(error.message()).isEqualTo("Cannot read price of undefined");
    assertThat(error.stacktrace()).contains("app.mjs:10:33");
  }

  @Test
  void uploadsWithoutEvents_areAccepted() {
    assertThat(send("{\"content\":\"test\",\"filename\":\"test.txt\"}\n")).isEmpty();
    assertThat(hub.post(Hub.BASE + "logpush", Hub.gzip(new byte[0])).status()).isEqualTo(202);
    assertThat(hub.post(Hub.BASE + "logpush", new byte[0]).status()).isEqualTo(202);
  }

  @Test
  void brokenMessageAmongGoodOnes_costsItselfOnly() {
    String broken =
        "{\"EventTimestampMs\":1,\"Logs\":[{\"Message\":[\"apitally:H4sIAAA\"]}]}\n{broken\n";
    assertThat(send(broken + events())).hasSize(4);
    assertThat(hub.counters.totals()).containsEntry("malformed-logpush", 2L);
  }

  @Test
  void pythonSpelling_isTheSame() {
    String message =
        """
        {"instance_uuid":"d6cc2640-6441-4aa0-a57b-1944e36e5182","request_uuid":"af5a49e8-ce38-4df7-b9a0-95416c2d49e5",
         "request":{"path":"/a","headers":[],"consumer":"c"},"exclude":true,
         "response":{"response_time":0.002,"status_code":422,"size":5},
         "validation_errors":[{"loc":["body","name"],"msg":"too short","type":"string_too_short"}],
         "exception":{"type":"ValueError","msg":"x","traceback":"t"}}""";
    String encoded =
        java.util.Base64.getEncoder().encodeToString(Hub.gzip(message.getBytes(UTF_8)));
    Batch batch =
        send("{\"EventTimestampMs\":%d,\"Event\":{\"Request\":{\"Method\":\"post\"}},\"Logs\":[{\"Message\":[\"apitally:%s\"]}]}\n"
                .formatted(Hub.NOW, encoded))
            .get(0);
    assertThat(batch.requestLogs()).isEmpty();
    assertThat(batch.rollups().get(0).status()).isEqualTo(422);
    assertThat(batch.rollups().get(0).method()).isEqualTo("POST");
    assertThat(batch.errors()).hasSize(1);
    assertThat(batch.errors().get(0).field()).isEqualTo("body.name");
  }
}
