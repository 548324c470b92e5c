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
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.Rollup;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests recorded from real SDKs. */
class HubFixturesTest {

  private static final long MINUTE = 1_795_379_643_428L / 60_000;

  private final Hub hub = new Hub();

  private Batch send(String name) {
    Fixture fixture = Fixture.load(name);
    assertThat(hub.post(fixture.head(), fixture.body()).status()).isEqualTo(202);
    return hub.intake.batch();
  }

  private static Rollup rollup(Batch batch, String route, String method, int status) {
    return batch.rollups().stream()
        .filter(row -> row.route().equals(route) && row.method().equals(method))
        .filter(row -> row.status() == status)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "js/express4/01-sync-first",
        "js/express4/02-startup",
        "js/express4/03-sync-traffic",
        "js/express4/04-log",
        "js/express4/05-sync-consumer-with-pipe",
        "js/express5/02-startup",
        "js/express5/03-sync-traffic",
        "java/spring/01-startup",
        "java/spring/02-sync-first",
        "java/spring/03-sync-traffic",
        "java/spring/04-log",
        "java/spring/05-sync-idle"
      })
  void everyFixture_isAcceptedWith202AndNoBody(String name) {
    Fixture fixture = Fixture.load(name);
    var answer = hub.post(fixture.head(), fixture.body());
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers()).isEmpty();
  }

  @Test
  void firstSync_isASignOfLife() {
    Batch batch = send("js/express4/01-sync-first");
    assertThat(batch.instance())
        .isEqualTo(
            new InstanceReport(
                UUID.fromString("1f3b5566-4dcf-4c61-a3a7-dc8e09d46292"),
                false,
                null,
                Map.of(),
                1_795_379_633_247L,
                null,
                null,
                true));
    assertThat(batch.messageId())
        .isEqualTo(MessageId.of(UUID.fromString("410f7a47-4959-4c33-898e-69b611de4a52")));
    assertThat(batch.rollups()).isEmpty();
    assertThat(batch.outcomes()).isEmpty();
  }

  /** K4: the version of the app is told at the start. */
  @Test
  void k4_startup_tellsTheVersionOfTheApp() {
    assertThat(send("js/express4/02-startup").instance().appVersion()).isEqualTo("1.4.2");
  }

  @Test
  void startup_listsEndpointsAndVersions() {
    Batch batch = send("js/express4/02-startup");
    assertThat(batch.endpoints())
        .hasSize(8)
        .startsWith(new EndpointReport("GET", "/users/:id"), new EndpointReport("GET", "/items"))
        .endsWith(new EndpointReport("GET", "/healthz"));
    InstanceReport instance = batch.instance();
    assertThat(instance).isNotNull();
    assertThat(instance.startup()).isTrue();
    assertThat(instance.client()).isEqualTo("js:express");
    assertThat(instance.versions())
        .isEqualTo(
            Map.of("nodejs", "20.20.2", "express", "4.22.3", "apitally", "0.25.8", "app", "1.4.2"));
  }

  @Test
  void sync_countersBecomeRollups() {
    Batch batch = send("js/express4/03-sync-traffic");
    assertThat(batch.app()).isEqualTo(7);
    assertThat(batch.environment()).isEqualTo("dev");
    assertThat(batch.rollups()).hasSize(10);
    assertThat(batch.rollups().stream().mapToLong(Rollup::requests).sum()).isEqualTo(12);
    assertThat(batch.rollups().get(0))
        .isEqualTo(
            new Rollup(
                MINUTE,
                "GET",
                "/users/:id",
                200,
                "alice@example.com",
                1,
                Histogram.ofValue(145_000),
                145_000,
                0,
                Histogram.EMPTY,
                69,
                Histogram.ofValue(500)));
    Rollup items = rollup(batch, "/items", "GET", 200);
    assertThat(items.requests()).isEqualTo(3);
    assertThat(items.durations())
        .isEqualTo(Histogram.of(new int[] {Histogram.bucketOf(5_000)}, new long[] {3}));
    assertThat(items.durationMicros()).isEqualTo(15_000);
    assertThat(items.consumer()).isNull();
    Rollup large = rollup(batch, "/large", "GET", 200);
    assertThat(large.responseBytes()).isEqualTo(60_011);
    assertThat(large.responseSizes()).isEqualTo(Histogram.ofValue(60_500));
    assertThat(rollup(batch, "/stream", "GET", 200).responseSizes()).isEqualTo(Histogram.EMPTY);
    assertThat(batch.outcomes()).isEmpty();
  }

  @Test
  void sync_errorsConsumersAndResourcesAreTaken() {
    Batch batch = send("js/express4/03-sync-traffic");
    assertThat(batch.errors()).hasSize(3);
    ErrorRollup validation = batch.errors().get(0);
    assertThat(validation.kind()).isEqualTo(ErrorKind.VALIDATION);
    assertThat(validation.field()).isEqualTo("body.name");
    assertThat(validation.message()).isEqualTo("Invalid value");
    assertThat(validation.type()).isEqualTo("field");
    assertThat(validation.fingerprint()).isNotEqualTo(batch.errors().get(1).fingerprint());
    ErrorRollup server = batch.errors().get(2);
    assertThat(server.kind()).isEqualTo(ErrorKind.SERVER);
    assertThat(server.type()).isEqualTo("TypeError");
    assertThat(server.route()).isEqualTo("/crash");
    assertThat(server.stacktrace()).startsWith("TypeError: Cannot read price");
    assertThat(batch.consumers())
        .containsExactly(
            new ConsumerReport("alice@example.com", "Alice", "Gold"),
            new ConsumerReport("bob@example.com", "Bob", "Trial"));
    InstanceReport instance = batch.instance();
    assertThat(instance).isNotNull();
    assertThat(instance.cpuPercent()).isEqualTo(2.4075477254393283);
    assertThat(instance.memoryBytes()).isEqualTo(95_404_032L);
  }

  @Test
  void log_itemsBecomeRequestLogs() {
    Batch batch = send("js/express4/04-log");
    assertThat(batch.requestLogs()).hasSize(11);
    RequestLog first = batch.requestLogs().get(0);
    assertThat(first.id()).isEqualTo(UUID.fromString("79c61dc4-f85c-4f23-9fa9-c473b6787aac"));
    // The start is that of the root span; the timestamp of Express is the end.
    assertThat(first.startEpochMicros()).isEqualTo(1_795_379_634_600_000L);
    assertThat(first.durationMicros()).isEqualTo(148_220);
    assertThat(first.requestBytes()).isEqualTo(-1);
    assertThat(first.responseBytes()).isEqualTo(69);
    assertThat(first.traceId()).isEqualTo("7f0cc0b431b42bf021d3dedeca2f5fb4");
    assertThat(first.requestHeaders()).contains(new Header("x-demo-consumer", "alice"));
    assertThat(first.responseBody().text()).contains("ann@example.com");
    assertThat(first.logs().get(0).level()).isEqualTo("info");
    assertThat(first.spans()).hasSize(2);
    assertThat(first.spans().get(0).attributesJson())
        .isEqualTo(
            "{\"db.system\":\"postgresql\",\"db.statement\":\"select * from users where id = $1\"}");
    assertThat(first.spans().get(0).endEpochNanos()).isEqualTo(1_795_379_634_739_832_582L);
    assertThat(batch.requestLogs().get(6).clientAddress()).isEqualTo("203.0.113.9");
    assertThat(batch.requestLogs().get(7).responseBody().state()).isEqualTo(Body.State.TOO_LARGE);
    RequestLog.ExceptionInfo exception = batch.requestLogs().get(9).exception();
    assertThat(exception).isNotNull();
    assertThat(exception.type()).isEqualTo("TypeError");
    assertThat(batch.requestLogs().get(10).route()).isEqualTo(Rollup.UNMATCHED);
    assertThat(batch.outcomes()).isEmpty();
  }

  @Test
  void javaSync_rawBytesWithExponents_areUnderstood() {
    hub.post(Hub.BASE + "sync", Hub.resource("java/spring/03-sync-traffic.raw-body.json"));
    Batch batch = hub.intake.batch();
    InstanceReport instance = batch.instance();
    assertThat(instance).isNotNull();
    assertThat(instance.clientEpochMillis()).isEqualTo(1_795_379_723_822L);
    Rollup unmatched = rollup(batch, Rollup.UNMATCHED, "GET", 404);
    assertThat(unmatched.requests()).isEqualTo(2);
    assertThat(unmatched.durationMicros()).isEqualTo(15_000 + 65_000);
    assertThat(batch.errors()).extracting(ErrorRollup::type).contains("IllegalStateException");
    assertThat(Hub.reasons(batch)).containsExactly("unmatched-folded");
  }

  @Test
  void javaLog_quirksAreMended() {
    Batch batch = send("java/spring/04-log");
    assertThat(batch.requestLogs()).hasSize(12);
    RequestLog first = batch.requestLogs().get(0);
    assertThat(first.requestBytes()).isEqualTo(-1);
    assertThat(first.startEpochMicros()).isEqualTo(1_795_379_716_015_000L);
    assertThat(first.responseHeaders())
        .extracting(Header::name)
        .containsExactly("Content-Type", "Content-Length", "Date");
    RequestLog escaped = batch.requestLogs().get(11);
    assertThat(escaped.route()).isEqualTo("/crash-no-message");
    assertThat(escaped.status()).isEqualTo(500);
    assertThat(escaped.corrected()).isEqualTo("java-escaped-exception");
    RequestLog.ExceptionInfo exception = escaped.exception();
    assertThat(exception).isNotNull();
    assertThat(exception.type()).isEqualTo("NullPointerException");
    assertThat(batch.requestLogs())
        .filteredOn(log -> log.route().equals(Rollup.UNMATCHED))
        .hasSize(2);
    assertThat(Hub.reasons(batch))
        .containsExactlyInAnyOrder(
            "duplicate-headers", "unmatched-folded", "java-escaped-exception");
  }

  /** Routes of mounted routers are in no startup message: what is counted tells of them. */
  @Test
  void express5_routesThatStartupDidNotList_areCounted() {
    List<EndpointReport> listed = send("js/express5/02-startup").endpoints();
    hub.intake.batches().clear();
    Batch batch = send("js/express5/03-sync-traffic");
    assertThat(batch.rollups())
        .extracting(row -> new EndpointReport(row.method(), row.route()))
        .contains(new EndpointReport("GET", "/:id"))
        .anyMatch(endpoint -> !listed.contains(endpoint));
  }

  @Test
  void consumerWithPipe_isRejectedVisibly() {
    Batch batch = send("js/express4/05-sync-consumer-with-pipe");
    assertThat(batch.rollups()).isEmpty();
    IngestOutcome outcome = batch.outcomes().get(0);
    assertThat(outcome.kind()).isEqualTo(IngestOutcome.Kind.REJECTED);
    assertThat(outcome.reason()).isEqualTo("sdk-key-collision");
    assertThat(outcome.hint()).contains("'|'").contains("auth0");
  }

  @Test
  void threeSpellingsOfALogLine_giveEqualObjects() {
    String snake =
        """
        {"uuid":"79c61dc4-f85c-4f23-9fa9-c473b6787aac","request":{"timestamp":1795379634.5,"method":"GET","path":"/a","url":"http://h/a","size":3,"consumer":"c"},\
        "response":{"status_code":500,"response_time":0.25,"size":9,"body":"PG1hc2tlZD4="},"exception":{"type":"E","message":"m","%s":"s","sentry_event_id":"x"},\
        "logs":[{"timestamp":1795379634.5,"level":"WARNING","message":"l"}],"trace_id":"7f0cc0b431b42bf021d3dedeca2f5fb4",\
        "spans":[{"span_id":"a0ef0696295c8687","parent_span_id":null,"name":"n","kind":"internal","start_time":1795379634500000000,"end_time":1795379634600000000,"status":"Error"}]}""";
    String camel =
        """
        {"uuid":"79c61dc4-f85c-4f23-9fa9-c473b6787aac","request":{"timestamp":1.7953796345E9,"method":"GET","path":"/a","url":"http://h/a","size":3,"consumer":"c"},\
        "response":{"statusCode":500,"responseTime":0.25,"size":9,"body":"PG1hc2tlZD4="},"exception":{"type":"E","message":"m","%s":"s","sentryEventId":"x"},\
        "logs":[{"timestamp":1795379634.5,"level":"warn","message":"l"}],"traceId":"7f0cc0b431b42bf021d3dedeca2f5fb4",\
        "spans":[{"spanId":"a0ef0696295c8687","parentSpanId":null,"name":"n","kind":"INTERNAL","startTime":"1795379634500000000","endTime":"1795379634600000000","status":"ERROR"}]}""";
    List<RequestLog> logs =
        hub.logBatch(
                snake.formatted("traceback"),
                snake.formatted("stacktrace"),
                camel.formatted("stacktrace"),
                camel.formatted("stackTrace"))
            .requestLogs();
    assertThat(logs).hasSize(4).containsOnly(logs.get(0));
    assertThat(logs.get(0).responseBody().state()).isEqualTo(Body.State.MASKED);
  }

  @Test
  void logWithoutGzip_isTakenToo() {
    byte[] plain = Hub.resource("js/express4/04-log.ndjson");
    assertThat(hub.post(Hub.BASE + "log", plain).status()).isEqualTo(202);
    assertThat(hub.intake.batch().requestLogs()).hasSize(11);
    assertThat(new String(plain, UTF_8)).startsWith("{");
  }
}
