// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SDKs get wrong, or spell in their own ways: protocol §2.2–§2.8. */
class HubQuirksTest {

  private static final String ROW =
      "\"method\":\"GET\",\"path\":\"/a\",\"status_code\":200,\"request_count\":1,"
          + "\"response_times\":{\"40\":1}";

  private final Hub hub = new Hub();

  private Rollup row(String members) {
    return hub.syncBatch(Hub.rowJson(members)).rollups().get(0);
  }

  @Test
  void bin40_isTheMiddleOfItsRange() {
    Rollup row = row(ROW);
    assertThat(row.durations()).isEqualTo(Histogram.ofValue(45_000));
    assertThat(row.durationMicros()).isEqualTo(45_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "null", "\"  \""})
  void consumer_emptyOrNull_isNone(String consumer) {
    assertThat(row(ROW + ",\"consumer\":" + consumer).consumer()).isNull();
  }

  @Test
  void consumer_longAndPadded_isTrimmedAndCut() {
    String consumer = row(ROW + ",\"consumer\":\"  " + "x".repeat(200) + " \"").consumer();
    assertThat(consumer).isEqualTo("x".repeat(128));
    assertThat(Hub.reasons(hub.intake.batch())).containsExactly("consumer-cut");
  }

  @Test
  void sizes_nullOrUnknown_addNothing() {
    Rollup row = row(ROW + ",\"request_size_sum\":null,\"response_size_sum\":-1");
    assertThat(row.requestBytes()).isZero();
    assertThat(row.responseBytes()).isZero();
  }

  @Test
  void bins_beyondTheCap_areClampedAndCounted() {
    Rollup row = row(ROW.replace("\"40\":1", "\"99999990\":1"));
    assertThat(row.durations()).isEqualTo(Histogram.ofValue(600_005_000));
    assertThat(Hub.reasons(hub.intake.batch())).containsExactly("bin-clamped");
  }

  @Test
  void bins_inAnyOrder_giveOneHistogram() {
    Rollup row =
        row(
            ROW.replace("\"40\":1", "\"590\":2,\"0\":1,\"600\":3,\"40\":1")
                .replace("request_count\":1", "request_count\":7"));
    assertThat(row.durations().total()).isEqualTo(7);
    assertThat(row.durations().bucket(0)).isEqualTo(Histogram.bucketOf(5_000));
    assertThat(Hub.reasons(hub.intake.batch())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',200", "'null',200", "'/**',404", "'',404"})
  void path_thatMeansUnmatched_isFolded(String path, int status) {
    Rollup row = row(ROW.replace("/a", path).replace(":200", ":" + status));
    assertThat(row.route()).isEqualTo(Rollup.UNMATCHED);
    assertThat(Hub.reasons(hub.intake.batch())).containsExactly("unmatched-folded");
  }

  @Test
  void path_catchAllThatMatched_stays() {
    assertThat(row(ROW.replace("/a", "/**")).route()).isEqualTo("/**");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"status_code\":200','\"status_code\":null',sdk-key-collision",
    "'\"status_code\":200','\"x\":1',status-missing",
    "'\"status_code\":200','\"status_code\":\"abc\"',status-invalid",
    "'\"status_code\":200','\"status_code\":-5',status-invalid",
    "'\"method\":\"GET\"','\"method\":{\"a\":[1]}',method-missing",
    "'\"40\":1','\"4x\":1',bins-invalid",
    "'\"40\":1','\"40\":-1',bins-invalid",
    "'\"request_count\":1,\"response_times\":{\"40\":1}','\"request_count\":0',count-invalid"
  })
  void malformedRow_costsItselfOnly(String good, String bad, String reason) {
    String json =
        Hub.syncJson("\"requests\":[{%s},{%s},{%s},7]".formatted(ROW, ROW.replace(good, bad), ROW));
    Batch batch = hub.syncBatch(json);
    assertThat(batch.rollups()).hasSize(2);
    assertThat(Hub.reasons(batch)).containsExactly(reason, "row-no-object");
  }

  @Test
  void statusZeroAnd499_areKept() {
    assertThat(row(ROW.replace(":200", ":0")).status()).isZero();
  }

  @Test
  void method_unknown_isOther() {
    assertThat(row(ROW.replace("GET", "FOO")).method()).isEqualTo("_OTHER");
  }

  @Test
  void numbers_inExponentForm_areNumbers() {
    Rollup row =
        row(ROW.replace("\"request_count\":1", "\"request_count\":1.0E0").replace(":200", ":2E2"));
    assertThat(row.requests()).isEqualTo(1);
    assertThat(row.status()).isEqualTo(200);
  }

  @Test
  void fields_inAnyOrderAndUnknownOnes_areFine() {
    Batch batch =
        hub.syncBatch(
            "{\"requests\":[{"
                + ROW
                + "}],\"new\":{\"a\":[{}]},\"timestamp\":1795379580.0,"
                + "\"instance_uuid\":\"1F3B5566-4DCF-4C61-A3A7-DC8E09D46292\"}");
    assertThat(batch.rollups().get(0).epochMinute()).isEqualTo(1_795_379_580L / 60);
    assertThat(batch.messageId()).isNotNull();
  }

  @Test
  void timeOffset_ofOldClients_isSubtractedFromArrival() {
    Batch batch =
        hub.syncBatch(
            "{\"time_offset\":600.5,\"instance_uuid\":\"1f3b5566-4dcf-4c61-a3a7-dc8e09d46292\","
                + "\"message_uuid\":\"410f7a47-4959-4c33-898e-69b611de4a52\",\"requests\":[{"
                + ROW
                + "}]}");
    assertThat(batch.rollups().get(0).epochMinute()).isEqualTo((Hub.NOW - 600_500) / 60_000);
    assertThat(batch.outcomes()).isEmpty();
  }

  @Test
  void sync50MinutesOld_landsInItsMinute() {
    long then = Hub.NOW - 50 * 60_000;
    Batch batch =
        hub.syncBatch(Hub.rowJson(ROW).replace("1795379640.5", String.valueOf(then / 1000)));
    assertThat(batch.rollups().get(0).epochMinute()).isEqualTo(then / 60_000);
  }

  @Test
  void sync2HoursOld_isRefusedQuietlyAndStaysASignOfLife() {
    Batch batch = hub.syncBatch(Hub.rowJson(ROW).replace("1795379640.5", "1795372440"));
    assertThat(batch.rollups()).isEmpty();
    assertThat(Hub.reasons(batch)).containsExactly("too-old");
    InstanceReport instance = batch.instance();
    assertThat(instance).isNotNull();
    assertThat(instance.clientEpochMillis()).isEqualTo(1_795_372_440_000L);
  }

  @Test
  void clockAhead_isHeldBack() {
    Batch batch = hub.syncBatch(Hub.rowJson(ROW).replace("1795379640.5", "1795399640"));
    assertThat(batch.rollups().get(0).epochMinute()).isEqualTo((Hub.NOW + 300_000) / 60_000);
    assertThat(Hub.reasons(batch)).containsExactly("clock-ahead");
  }

  @Test
  void environment_isSluggedAndItsSpellingKept() {
    hub.post(
        "/v2/" + Hub.ID.toUpperCase(java.util.Locale.ROOT) + "/Prod_EU%20%C3%BC/sync",
        Hub.rowJson(ROW).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(hub.intake.batch().environment()).isEqualTo("prod-eu--");
    assertThat(hub.intake.batch().environmentSpelling()).isEqualTo("Prod_EU ü");
  }

  @Test
  void pathsAreFoundUnderPrefixesAndDoubledSlashes() {
    for (String path : new String[] {"/" + Hub.BASE + "sync", "/hub" + Hub.BASE + "sync"}) {
      assertThat(
              hub.post(path, Hub.rowJson(ROW).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                  .status())
          .isEqualTo(202);
    }
  }

  private static String logLine(String response, String more) {
    return "{\"uuid\":\"79c61dc4-f85c-4f23-9fa9-c473b6787aac\",\"request\":{\"timestamp\":1795379634.5,"
        + "\"method\":\"GET\",\"path\":\"/a\",\"url\":\"http://h/a\"},\"response\":{"
        + response
        + "}"
        + more
        + "}";
  }

  @ParameterizedTest
  @CsvSource({
    "ServletException,'Request processing failed: java.lang.IllegalStateException: no price',IllegalStateException,no price",
    "ServletException,'Request processing failed: java.lang.NullPointerException',NullPointerException,''",
    "NestedServletException,'Request processing failed; nested exception is java.lang.IllegalStateException: x',IllegalStateException,x"
  })
  void javaEscapedException_isShownAs500(
      String type, String message, String shownType, String shownMessage) {
    RequestLog log =
        hub.logBatch(
                logLine(
                    "\"statusCode\":200",
                    ",\"exception\":{\"type\":\"%s\",\"message\":\"%s\"}".formatted(type, message)))
            .requestLogs()
            .get(0);
    assertThat(log.status()).isEqualTo(500);
    assertThat(log.corrected()).isEqualTo("java-escaped-exception");
    RequestLog.ExceptionInfo exception = log.exception();
    assertThat(exception).isNotNull();
    assertThat(exception.type()).isEqualTo(shownType);
    assertThat(exception.message()).isEqualTo(shownMessage);
  }

  @Test
  void javaHandledException_keepsItsStatus() {
    RequestLog log =
        hub.logBatch(
                logLine("\"statusCode\":400", ",\"exception\":{\"type\":\"X\",\"message\":\"y\"}"))
            .requestLogs()
            .get(0);
    assertThat(log.status()).isEqualTo(400);
    assertThat(log.corrected()).isEmpty();
  }

  @Test
  void malformedLogLine_costsItselfOnly() {
    Batch batch =
        hub.logBatch(
            logLine("\"statusCode\":200", ""),
            "{broken" + " ".repeat(40),
            "[" + " ".repeat(40) + "]",
            "{\"uuid\":1" + " ".repeat(40) + "}",
            "{}",
            "",
            logLine("\"statusCode\":204", "").replace("79c61dc4", "89c61dc4"));
    assertThat(batch.requestLogs()).extracting(RequestLog::status).containsExactly(200, 204);
    assertThat(Hub.reasons(batch)).containsExactly("log-item-malformed", "log-item-invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "INFO,info",
    "Information,info",
    "WARNING,warn",
    "log,info",
    "Critical,fatal",
    "SEVERE,error",
    "verbose,trace",
    "fine,debug"
  })
  void logLevels_areNormalised(String level, String expected) {
    RequestLog log =
        hub.logBatch(
                logLine(
                    "\"statusCode\":200",
                    ",\"logs\":[{\"level\":\"" + level + "\",\"message\":\"m\",\"timestamp\":1}]"))
            .requestLogs()
            .get(0);
    assertThat(log.logs().get(0).level()).isEqualTo(expected);
  }

  @Test
  void bodySentinels_areStates() {
    RequestLog large =
        hub.logBatch(logLine("\"statusCode\":200,\"body\":\"PGJvZHkgdG9vIGxhcmdlPg==\"", ""))
            .requestLogs()
            .get(0);
    assertThat(large.responseBody().state()).isEqualTo(RequestLog.Body.State.TOO_LARGE);
    assertThat(large.responseBody().text()).isNull();
  }
}
