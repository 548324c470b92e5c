// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.alerting.outbound.Phases;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules, places in JSON, sets of status, and the form in which checks are kept. */
class SpecsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "15 3 * * *      | 2026-03-01T03:15Z | 2026-03-02T03:15Z",
        "*/20 * * * *    | 2026-03-01T10:41Z | 2026-03-01T11:00Z",
        "0 9 * * 1-5     | 2026-03-06T09:00Z | 2026-03-09T09:00Z",
        "0 0 1 * *       | 2026-01-31T12:00Z | 2026-02-01T00:00Z",
        "0 0 29 2 *      | 2026-03-01T00:00Z | 2028-02-29T00:00Z",
        "0 0 13 * 5      | 2026-03-01T00:00Z | 2026-03-06T00:00Z",
        "30 2 * * 7      | 2026-03-02T00:00Z | 2026-03-08T02:30Z",
        "5,35 8-10 * * * | 2026-03-01T08:35Z | 2026-03-01T09:05Z"
      })
  void cron_after_isTheNextTime(String schedule, String from, String next) {
    assertThat(Cron.parse(schedule.strip()).after(ZonedDateTime.parse(from.strip())))
        .isEqualTo(ZonedDateTime.parse(next.strip()));
  }

  /** On 29 March 2026 clocks in Berlin go from 02:00 to 03:00. */
  @Test
  void cron_timeThatAChangeOfClocksLeavesOut_comesAfterIt() {
    ZonedDateTime before = ZonedDateTime.parse("2026-03-29T00:00+01:00[Europe/Berlin]");
    assertThat(Cron.parse("30 2 * * *").after(before))
        .isEqualTo(ZonedDateTime.parse("2026-03-29T03:30+02:00[Europe/Berlin]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "a * * * *",
        "5-1 * * * *",
        "*/0 * * * *",
        "0 0 30 2 *",
        "@daily",
        "* * * * * *"
      })
  void cron_thatIsNone_isNamed(String schedule) {
    assertThatThrownBy(() -> Cron.parse(schedule))
        .isInstanceOfSatisfying(
            InvalidSpecException.class, e -> assertThat(e.field()).isEqualTo("schedule"));
  }

  @Test
  void jsonPath_findsOnePlace() throws Exception {
    JsonNode root = SpecJson.MAPPER.readTree("{\"a\":[{\"b c\":\"x\"},{\"d\":{\"e\":7}}]}");
    assertThat(JsonPath.parse("$.a[0]['b c']").in(root).asText()).isEqualTo("x");
    assertThat(JsonPath.parse("$.a[1].d[\"e\"]").in(root).asInt()).isEqualTo(7);
    assertThat(JsonPath.parse("$.a[2].d").in(root).isMissingNode()).isTrue();
    assertThat(JsonPath.parse("$").in(root)).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "$a", "$.", "$[", "$..a", "$.*", "$[?(@.a)]", "$.a b"})
  void jsonPath_thatIsNone_isRefused(String path) {
    assertThatThrownBy(() -> JsonPath.parse(path)).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void statusSet_rangesSinglesAndClasses_areRead() {
    StatusSet set = StatusSet.parse("200-204, 304,5xx");
    assertThat(List.of(200, 204, 304, 503)).allMatch(set::contains);
    assertThat(List.of(205, 303, 404)).noneMatch(set::contains);
    assertThatThrownBy(() -> StatusSet.parse("20x")).isInstanceOf(InvalidSpecException.class);
    assertThatThrownBy(() -> StatusSet.parse("300-200")).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void checkBlock_hourOfChecks_comesBackInFewBytes() {
    SplittableRandom random = new SplittableRandom(3);
    long hour = 491_000;
    CheckBlock block = CheckBlock.empty(hour);
    List<CheckResult> written = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long at = hour * CheckBlock.HOUR_MILLIS + i * 60_000L + random.nextInt(50);
      boolean down = i % 20 == 19;
      Phases phases = new Phases(400, 8_000, 17_000, 30_000 + random.nextInt(9_000), 60_000);
      CheckResult result =
          new CheckResult(
              at,
              down ? Outcome.DOWN : Outcome.UP,
              down ? "Status 503, expected 200-399. ü" : "",
              down ? 503 : 200,
              down ? Phases.NONE : phases,
              null);
      written.add(result);
      block.add(result);
    }
    assertThat(CheckBlock.read(hour, block.bytes())).isEqualTo(written);
    assertThat(block.bytes().length / 60).isLessThan(24);
    CheckBlock again = CheckBlock.of(hour, block.bytes());
    assertThat(again.bytes()).isEqualTo(block.bytes());
  }
}
