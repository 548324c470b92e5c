// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.overview.Change.Kind;
import io.gatehouse.server.overview.Change.Tone;
import io.gatehouse.server.overview.Compared.Release;
import io.gatehouse.server.overview.WhatChanged.Down;
import io.gatehouse.server.overview.WhatChanged.Events;
import io.gatehouse.server.overview.WhatChanged.NewException;
import io.gatehouse.server.overview.WhatChanged.Result;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhatChangedTest {

  private static final Instant FROM = Instant.parse("2026-03-10T00:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Events QUIET = new Events(List.of(), List.of());

  private final List<BreakdownRow> now = new ArrayList<>();
  private final List<BreakdownRow> before = new ArrayList<>();
  private final List<BreakdownRow> consumers = new ArrayList<>();
  private final List<BreakdownRow> consumersBefore = new ArrayList<>();
  private final List<Release> releases = new ArrayList<>();
  private Onset.@Nullable Period onset;
  private double p95 = 200_000;
  private double p95Before = 200_000;
  private long newConsumers;

  private static BreakdownRow row(
      String key, long requests, long clientErrors, long serverErrors, double p95Millis) {
    return new BreakdownRow(
        key, requests, clientErrors, serverErrors, 1, p95Millis * 1_000, 1, 0, 0, 7);
  }

  private static Totals totals(List<BreakdownRow> rows, long newConsumers) {
    long requests = rows.stream().mapToLong(BreakdownRow::requests).sum();
    long client = rows.stream().mapToLong(BreakdownRow::clientErrors).sum();
    long failed = rows.stream().mapToLong(BreakdownRow::serverErrors).sum();
    return new Totals(
        requests, 0, requests - client - failed, 0, client, failed, 0, 0, 0, 7, newConsumers);
  }

  private Result result(Events events) {
    return WhatChanged.of(
        new Compared(
            totals(now, newConsumers),
            totals(before, 0),
            p95,
            p95Before,
            now,
            before,
            consumers,
            consumersBefore,
            endpoint -> onset,
            releases,
            FROM.toEpochMilli(),
            FROM.plusSeconds(86_400).toEpochMilli(),
            BERLIN),
        events,
        identifier -> identifier.equals("acme") ? "Acme" : identifier);
  }

  private static Onset.Period since(String from) {
    return new Onset.Period(Instant.parse(from).toEpochMilli(), OptionalLong.empty());
  }

  private static List<String> texts(Result result) {
    return result.changes().stream().map(Change::text).toList();
  }

  private void endpoint(String key, BreakdownRow is, BreakdownRow was) {
    assertThat(is.key()).isEqualTo(key);
    now.add(is);
    before.add(was);
  }

  @Test
  void errors_thatRose_areToldWithTheirStartAndTheRelease() {
    endpoint(
        "POST /orders",
        row("POST /orders", 10_000, 0, 310, 180),
        row("POST /orders", 10_000, 0, 20, 180));
    onset = since("2026-03-10T13:05:00Z");
    releases.add(new Release(Instant.parse("2026-03-10T13:01:00Z").toEpochMilli(), "1.4.2", true));
    Result result = result(QUIET);
    Change first = result.changes().get(0);
    assertThat(first.text())
        .isEqualTo(
            "5xx on POST /orders rose from 0.20% to 3.1% since 14:05, after version 1.4.2,"
                + " called by 7 consumers");
    assertThat(first.tone()).isEqualTo(Tone.BAD);
    assertThat(first.page()).isEqualTo("errors");
    assertThat(first.search())
        .containsEntry("tab", "server")
        .containsEntry("q", "endpoint:\"POST /orders\"");
    assertThat(result.nothing()).isFalse();
  }

  @Test
  void errors_afterANote_nameIt() {
    endpoint("GET /a", row("GET /a", 1_000, 0, 100, 1), row("GET /a", 1_000, 0, 0, 1));
    onset = since("2026-03-10T13:05:00Z");
    releases.add(
        new Release(Instant.parse("2026-03-10T13:04:00Z").toEpochMilli(), "New proxy", false));
    assertThat(texts(result(QUIET)).get(0))
        .contains("rose from 0% to 10.0% since 14:05, after: New proxy");
  }

  /** An hour of failures is little of a day, and over. */
  @Test
  void errors_ofAWhile_areToldWithBothEnds() {
    endpoint("GET /a", row("GET /a", 10_000, 0, 85, 1), row("GET /a", 10_000, 0, 1, 1));
    endpoint("GET /b", row("GET /b", 10_000, 0, 15, 1), row("GET /b", 10_000, 0, 0, 1));
    onset =
        new Onset.Period(
            Instant.parse("2026-03-10T13:05:00Z").toEpochMilli(),
            OptionalLong.of(Instant.parse("2026-03-10T14:05:00Z").toEpochMilli()));
    assertThat(texts(result(QUIET)))
        .containsExactly(
            "5xx on GET /a rose from 0.01% to 0.85%, most between 14:05 and 15:05,"
                + " called by 7 consumers");
  }

  @Test
  void errors_ofANewEndpoint_areTold() {
    now.add(row("GET /a", 1_000, 0, 0, 1));
    before.add(row("GET /a", 1_000, 0, 0, 1));
    now.add(row("GET /b", 100, 0, 60, 1));
    assertThat(texts(result(QUIET)).get(0)).startsWith("5xx on GET /b are at 60.0%");
  }

  @Test
  void errors_thatFell_areGood() {
    endpoint("GET /a", row("GET /a", 1_000, 0, 1, 1), row("GET /a", 1_000, 0, 100, 1));
    Change change = result(QUIET).changes().get(0);
    assertThat(change.text()).isEqualTo("5xx on GET /a fell from 10.0% to 0.10%");
    assertThat(change.tone()).isEqualTo(Tone.GOOD);
  }

  @Test
  void clientErrors_thatRose_areTold() {
    endpoint("GET /a", row("GET /a", 1_000, 300, 0, 1), row("GET /a", 1_000, 100, 0, 1));
    Change change = result(QUIET).changes().get(0);
    assertThat(change.text()).isEqualTo("4xx on GET /a rose from 10.0% to 30.0%");
    assertThat(change.search()).containsEntry("tab", "client");
  }

  @Test
  void latency_thatRoseAndFell_isTold() {
    endpoint("GET /search", row("GET /search", 900, 0, 0, 620), row("GET /search", 900, 0, 0, 180));
    endpoint("GET /fast", row("GET /fast", 900, 0, 0, 41), row("GET /fast", 900, 0, 0, 140));
    Result result = result(QUIET);
    assertThat(texts(result))
        .containsSubsequence(
            "p95 of GET /search rose from 180 ms to 620 ms",
            "p95 of GET /fast fell from 140 ms to 41 ms");
    assertThat(result.changes().get(0).page()).isEqualTo("performance");
  }

  @Test
  void consumers_thatGrewAndWentSilent_areTold() {
    steady();
    consumers.add(row("acme", 12_400, 0, 0, 1));
    consumersBefore.add(row("acme", 3_100, 0, 0, 1));
    consumersBefore.add(row("nordwind", 2_310, 0, 0, 1));
    consumers.add(row("saltmarsh", 1_308, 0, 0, 1));
    consumersBefore.add(row("saltmarsh", 1, 0, 0, 1));
    Result result = result(QUIET);
    assertThat(texts(result))
        .containsExactly(
            "Consumer nordwind is silent, 2,310 requests before",
            "Consumer Acme sends 4.0 × as much: 12.4k requests",
            "Consumer saltmarsh sends 1,308 requests, 1 before");
    assertThat(result.changes().get(0).id()).isEqualTo("nordwind");
    assertThat(result.changes().get(1).tone()).isEqualTo(Tone.PLAIN);
  }

  @Test
  void newConsumersAndEndpoints_areTold() {
    steady();
    newConsumers = 3;
    now.add(row("GET /new", 150, 0, 0, 1));
    assertThat(texts(result(QUIET)))
        .containsExactly(
            "3 consumers called for the first time",
            "GET /new was called 150 times, not at all before");
  }

  @Test
  void traffic_thatCollapsed_comesBeforeAlmostAll() {
    endpoint("GET /a", row("GET /a", 300, 0, 0, 1), row("GET /a", 1_000, 0, 0, 1));
    Change change = result(QUIET).changes().get(0);
    assertThat(change.text()).isEqualTo("Requests fell by 70%, from 1,000 to 300");
    assertThat(change.tone()).isEqualTo(Tone.BAD);
  }

  @Test
  void traffic_thatStoppedRoseOrMoved_isTold() {
    before.add(row("GET /a", 1_000, 0, 0, 1));
    assertThat(texts(result(QUIET)))
        .contains("There are no requests any more, from 1,000 to 0")
        .contains("GET /a is not called any more, 1,000 times before");
    now.add(row("GET /a", 2_500, 0, 0, 1));
    assertThat(texts(result(QUIET)))
        .contains("Requests are up 2.5 ×, from 1,000 to 2,500")
        .contains("GET /a is called 2.5 × as often: 2,500 requests");
    now.set(0, row("GET /a", 1_200, 0, 0, 1));
    assertThat(texts(result(QUIET))).containsExactly("Requests rose by 20%, from 1,000 to 1,200");
    now.set(0, row("GET /a", 400, 0, 0, 1));
    assertThat(texts(result(QUIET))).contains("GET /a is called 60% less often: 400 requests");
  }

  @Test
  void wholeErrorsAndLatency_areToldUnlessAnEndpointTellsThem() {
    for (int i = 0; i < 30; i++) {
      String key = "GET /" + i;
      endpoint(key, row(key, 1_000, 0, 8, 100), row(key, 1_000, 0, 3, 100));
    }
    p95 = 300_000;
    assertThat(texts(result(QUIET)))
        .containsExactly(
            "5xx rose from 0.30% to 0.80% of all requests", "p95 rose from 200 ms to 300 ms");
  }

  @Test
  void monitorsExceptionsAndDeploys_areTold() {
    steady();
    releases.add(new Release(Instant.parse("2026-03-10T09:00:00Z").toEpochMilli(), "1.5", true));
    Events events =
        new Events(
            List.of(
                new Down(
                    "m1",
                    "Checkout",
                    Instant.parse("2026-03-10T22:00:00Z").toEpochMilli(),
                    "Status 503, expected 200-399.")),
            List.of(new NewException(7, "KeyError", "POST /orders", 34)));
    Result result = result(events);
    assertThat(texts(result))
        .containsExactly(
            "Monitor Checkout is down since 23:00: Status 503, expected 200-399",
            "New exception KeyError in POST /orders, 34 times",
            "Version 1.5 runs since 10:00");
    assertThat(result.changes()).extracting(Change::id).containsExactly("m1", "7", "");
  }

  private void steady() {
    endpoint("GET /a", row("GET /a", 10_000, 90, 12, 180), row("GET /a", 10_000, 95, 10, 182));
  }

  @Test
  void nothing_isSaidWhenNothingChanged() {
    steady();
    assertThat(result(QUIET)).isEqualTo(new Result(List.of(), true));
    releases.add(new Release(FROM.toEpochMilli(), "1.5", true));
    assertThat(result(QUIET).nothing()).as("a deploy alone is no change").isTrue();
  }

  @Test
  void nothing_isComparedWithoutABefore() {
    now.add(row("GET /a", 10_000, 0, 5_000, 180));
    Result result = result(QUIET);
    assertThat(result.changes()).isEmpty();
    assertThat(result.nothing()).isFalse();
  }

  /** Two draws from the same traffic: what differs is chance, and chance is not told. */
  @Test
  void noise_ofAThousandQuietNights_isHardlyEverTold() {
    SplittableRandom random = new SplittableRandom(20_260_310);
    int told = 0;
    for (int night = 0; night < 1_000; night++) {
      now.clear();
      before.clear();
      for (int i = 0; i < 20; i++) {
        now.add(drawn("GET /" + i, random));
        before.add(drawn("GET /" + i, random));
      }
      told += result(QUIET).changes().size();
    }
    assertThat(told).isLessThan(20);
  }

  private static BreakdownRow drawn(String key, SplittableRandom random) {
    long requests = 180L + random.nextInt(40);
    long failed = 0;
    long refused = 0;
    for (long i = 0; i < requests; i++) {
      failed += random.nextDouble() < 0.01 ? 1 : 0;
      refused += random.nextDouble() < 0.05 ? 1 : 0;
    }
    return row(key, requests, refused, failed, 100 + random.nextInt(10));
  }

  @Test
  void changes_areAtMostTwelveAndTheWorstComeFirst() {
    for (int i = 0; i < 40; i++) {
      String key = "GET /" + i;
      endpoint(key, row(key, 1_000, 0, 100 + i, 1), row(key, 1_000, 0, 0, 1));
    }
    Result result = result(QUIET);
    assertThat(result.changes()).hasSize(12).extracting(Change::kind).containsOnly(Kind.ERRORS);
    assertThat(result.changes().get(0).text()).contains("GET /39 ");
  }

  @Test
  void onset_isWhereTheShareBecomesHigh() {
    List<Onset.Bar> bars = new ArrayList<>();
    for (int i = 0; i < 96; i++) {
      bars.add(new Onset.Bar(i * 900_000L, 100, i >= 57 ? 8 : i % 20 == 0 ? 1 : 0));
    }
    assertThat(Onset.of(bars)).isEqualTo(new Onset.Period(57 * 900_000L, OptionalLong.empty()));
    bars.set(95, new Onset.Bar(95 * 900_000L, 100, 0));
    assertThat(Onset.of(bars))
        .as("one quiet bar is no end")
        .isEqualTo(new Onset.Period(57 * 900_000L, OptionalLong.empty()));
    for (int i = 61; i < 96; i++) {
      bars.set(i, new Onset.Bar(i * 900_000L, 100, 0));
    }
    assertThat(Onset.of(bars))
        .isEqualTo(new Onset.Period(57 * 900_000L, OptionalLong.of(61 * 900_000L)));
    List<Onset.Bar> steady = new ArrayList<>();
    for (int i = 0; i < 96; i++) {
      steady.add(new Onset.Bar(i * 900_000L, 100, 5 + i % 3));
    }
    assertThat(Onset.of(steady)).isNull();
    assertThat(Onset.of(List.of())).isNull();
  }

  @Test
  void words_areThoseOfTheDashboard() {
    assertThat(Words.percent(0.0042)).isEqualTo("0.42%");
    assertThat(Words.percent(0.045)).isEqualTo("4.5%");
    assertThat(Words.percent(0.00001)).isEqualTo("<0.01%");
    assertThat(Words.percent(1)).isEqualTo("100%");
    assertThat(Words.count(9_999)).isEqualTo("9,999");
    assertThat(Words.count(12_345)).isEqualTo("12.3k");
    assertThat(Words.count(1_284_000)).isEqualTo("1.28M");
    assertThat(Words.duration(4.32)).isEqualTo("4.3 ms");
    assertThat(Words.duration(184)).isEqualTo("184 ms");
    assertThat(Words.duration(1_240)).isEqualTo("1.24 s");
    assertThat(Words.duration(125_000)).isEqualTo("2 m 5 s");
  }
}
