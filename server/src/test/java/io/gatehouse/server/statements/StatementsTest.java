// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Statements.Entry;
import io.gatehouse.catalog.Statements.Statement;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.statements.UsageStatements.Made;
import io.gatehouse.server.statements.UsageStatements.Recomputed;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance.RetentionLimits;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.duckdb.DuckDbConfig;
import io.gatehouse.storage.duckdb.DuckDbStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the ledger to statements, with both databases. */
class StatementsTest {

  private static final Instant NOW = Instant.parse("2028-04-01T12:00:00Z");
  private static final StatementPeriod MARCH = StatementPeriod.of("2028-03", "Europe/Berlin");
  private static final UUID INSTANCE = new UUID(1, 1);

  @TempDir Path directory;

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private Catalog catalog;
  private DuckDbStorage storage;
  private UsageStatements statements;
  private App app;
  private long position;

  @BeforeEach
  void open() {
    connect();
    app = catalog.apps().create(catalog.members().createWorkspace("Harbour"), "Shop", false);
  }

  private void connect() {
    catalog = Catalog.open(directory.resolve("catalog"), clock);
    storage = new DuckDbStorage(DuckDbConfig.of(directory.resolve("store")), clock);
    storage.open();
    statements = new UsageStatements(catalog, storage, clock);
  }

  @AfterEach
  void close() {
    storage.close();
    catalog.close();
  }

  private static Rollup calls(long epochMillis, String consumer, String route, long calls) {
    return new Rollup(
        Math.floorDiv(epochMillis, 60_000L),
        "GET",
        route,
        200,
        consumer,
        calls,
        Histogram.EMPTY,
        1_000 * calls,
        10 * calls,
        Histogram.EMPTY,
        100 * calls,
        Histogram.EMPTY,
        0,
        0,
        new KeyUse("key-" + consumer, ""));
  }

  private void append(Rollup... rollups) {
    append(null, rollups);
  }

  private void append(@Nullable BatchNumber number, Rollup... rollups) {
    Batch.Builder batch =
        Batch.builder(app.number(), "prod", NOW.toEpochMilli()).rollups(List.of(rollups));
    if (number != null) {
      batch
          .number(number)
          .instance(
              new InstanceReport(
                  INSTANCE, true, null, Map.of(), NOW.toEpochMilli(), null, null, true));
    }
    storage.writer().append(List.of(batch.build()), new LogPosition(0, ++position));
  }

  private Statement finalise(StatementPeriod period) {
    Made made = statements.finalise(app, period, "acme", false, "", "ann");
    return catalog.statements().create(app, made.subject(), made.entry());
  }

  private Statement add(Statement statement, Entry entry) {
    return catalog.statements().add(app, statement, entry);
  }

  private Statement found(Statement statement) {
    return catalog.statements().find(app, statement.subject().id()).orElseThrow();
  }

  private static long in(StatementPeriod period, long minutes) {
    return period.from().toEpochMilli() + minutes * 60_000;
  }

  private static long calls(Statement statement) {
    return StatementLine.total(StatementCheck.stated(statement)).calls();
  }

  /** U5: the milliseconds around both ends, also where clocks are set within the month. */
  @ParameterizedTest
  @CsvSource({
    "2027-03, Europe/Berlin, 2027-02-28T23:00:00Z, 2027-03-31T22:00:00Z, 44580",
    "2027-10, Europe/Berlin, 2027-09-30T22:00:00Z, 2027-10-31T23:00:00Z, 44700",
    "2028-02, UTC, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z, 41760",
    "2028-02, Asia/Kolkata, 2028-01-31T18:30:00Z, 2028-02-29T18:30:00Z, 41760",
    "2027-10, Australia/Lord_Howe, 2027-09-30T13:30:00Z, 2027-10-31T13:00:00Z, 44610",
    "2027-11, Asia/Kathmandu, 2027-10-31T18:15:00Z, 2027-11-30T18:15:00Z, 43200",
    "2028-02, -03:30, 2028-02-01T03:30:00Z, 2028-03-01T03:30:00Z, 41760"
  })
  void u5_edgesOfMonths_areExact(
      String month, String zone, Instant from, Instant to, long minutes) {
    StatementPeriod period = StatementPeriod.of(month, zone);
    assertThat(period.from()).isEqualTo(from);
    assertThat(period.to()).isEqualTo(to);
    assertThat(period.range().minutes()).isEqualTo(minutes);
    append(
        calls(from.toEpochMilli() - 1, "acme", "/items", 1),
        calls(from.toEpochMilli(), "acme", "/items", 2),
        calls(from.toEpochMilli() + 1, "acme", "/items", 4),
        calls(to.toEpochMilli() - 1, "acme", "/items", 8),
        calls(to.toEpochMilli(), "acme", "/items", 16),
        calls(to.toEpochMilli() + 1, "acme", "/items", 32));

    assertThat(StatementLine.total(statements.draft(app, period, "acme")).calls()).isEqualTo(14);
    storage.maintenance().compact(NOW.toEpochMilli());
    assertThat(StatementLine.total(statements.draft(app, period, "acme")).calls()).isEqualTo(14);
    assertThat(calls(finalise(period))).isEqualTo(14);
    assertThat(statements.totals(app, period, null).values())
        .singleElement()
        .matches(total -> total.calls() == 14);
  }

  @Test
  void u5_monthsThatFollowOneAnother_shareAndLeaveNothing() {
    StatementPeriod before = StatementPeriod.of("2028-02", "Europe/Berlin");
    List<Rollup> rollups = new ArrayList<>();
    for (int minute = -90; minute < 90; minute++) {
      rollups.add(calls(in(MARCH, minute), "acme", "/items", 1));
    }
    append(rollups.toArray(Rollup[]::new));

    assertThat(calls(finalise(before)) + calls(finalise(MARCH))).isEqualTo(180);
    assertThat(before.to()).isEqualTo(MARCH.from());
  }

  @Test
  void m3_periodThatGoesOn_isToldWhenItEnds() {
    append(calls(NOW.toEpochMilli(), "acme", "/items", 1));

    assertThatThrownBy(() -> finalise(StatementPeriod.of("2028-04", "Europe/Berlin")))
        .isInstanceOf(GatehouseException.class)
        .hasMessageContaining("ends at 2028-04-30T22:00:00Z")
        .hasMessageContaining("from 2028-04-30T23:00:00Z on");
    assertThat(statements.draft(app, StatementPeriod.of("2028-04", "Europe/Berlin"), "acme"))
        .hasSize(1);
  }

  @Test
  void m3_monthThatIsOlderThanTheLedger_isRefused() {
    StatementPeriod old = StatementPeriod.of("2026-01", "Europe/Berlin");
    append(calls(in(old, 5), "acme", "/items", 1));
    storage.maintenance().compact(NOW.toEpochMilli());
    storage.maintenance().retain(RetentionLimits.DEFAULT, NOW.toEpochMilli());

    assertThatThrownBy(() -> finalise(old))
        .isInstanceOf(GatehouseException.class)
        .hasMessageContaining("The ledger has minutes since");
  }

  @Test
  void m3_consumerWithoutCalls_hasNoStatement() {
    assertThatThrownBy(() -> finalise(MARCH))
        .isInstanceOf(GatehouseException.class)
        .hasMessageContaining("There are no calls of consumer acme");
  }

  /** U4: what is missing is named, and a statement that was made all the same says so for ever. */
  @Test
  void u4_missingBatches_areNamedUntilTheyAreForced() {
    append(new BatchNumber(INSTANCE, 1, 1, 3), calls(in(MARCH, 5), "acme", "/items", 7));

    assertThatThrownBy(() -> finalise(MARCH))
        .isInstanceOf(GatehouseException.class)
        .hasMessageContaining("2 batches")
        .hasMessageContaining(INSTANCE + " batch 2 to 3");
    assertThatThrownBy(() -> statements.finalise(app, MARCH, "acme", true, "", "ann"))
        .hasMessageContaining("reason");
    Made made = statements.finalise(app, MARCH, "acme", true, "the host is gone", "ann");
    assertThat(StatementCheck.missing(made.entry())).containsExactly(INSTANCE + "/1/2-3");
    assertThat(StatementCheck.reason(made.entry())).isEqualTo("the host is gone");

    append(new BatchNumber(INSTANCE, 1, 2, 3), calls(in(MARCH, 6), "acme", "/items", 1));
    append(new BatchNumber(INSTANCE, 1, 3, 3), calls(in(MARCH, 7), "acme", "/items", 1));
    assertThat(calls(finalise(MARCH))).isEqualTo(9);
  }

  /** U5: late data of a closed period is an entry of its own; what was stated stays. */
  @Test
  void u5_lateData_isAnAdjustment() {
    append(calls(in(MARCH, 5), "acme", "/items", 7));
    Statement stated = finalise(MARCH);
    assertThatThrownBy(() -> statements.adjustment(app, stated, "", "ann"))
        .hasMessageContaining("Nothing to adjust");

    append(
        calls(in(MARCH, 9), "acme", "/items", 2),
        calls(in(MARCH, 9), "acme", "/orders", 3),
        calls(in(MARCH, 9), "zen", "/orders", 100));
    Statement adjusted = add(stated, statements.adjustment(app, stated, "late", "ann"));

    assertThat(adjusted.entries()).extracting(Entry::kind).containsExactly("final", "adjustment");
    assertThat(adjusted.entries().get(0)).isEqualTo(stated.entries().get(0));
    assertThat(StatementCheck.lines(adjusted.entries().get(1)))
        .extracting(StatementLine::route, line -> line.counts().calls())
        .containsExactly(tuple("/items", 2L), tuple("/orders", 3L));
    assertThat(calls(adjusted)).isEqualTo(12);
    assertThat(statements.recompute(app, adjusted)).isEqualTo(nothing());
    assertThatThrownBy(() -> add(stated, adjusted.entries().get(1)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("2 entries by now");
  }

  private static Recomputed nothing() {
    return new Recomputed(List.of(), List.of());
  }

  /** U6: sums before and after, and the history. */
  @Test
  void u6_void_takesBackAndFreesTheMonth() {
    append(calls(in(MARCH, 500), "acme", "/items", 7));
    Statement stated = finalise(MARCH);
    assertThatThrownBy(() -> finalise(MARCH))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining(stated.subject().id());
    assertThatThrownBy(() -> finalise(StatementPeriod.of("2028-03", "UTC")))
        .isInstanceOf(CatalogException.class);

    Statement taken = add(stated, statements.counterEntry(stated, "wrong zone", "ann"));

    assertThat(calls(stated)).isEqualTo(7);
    assertThat(calls(taken)).isZero();
    assertThat(taken.entries()).hasSize(2);
    assertThat(taken.entries().get(1).counts().billable()).isEqualTo(-7);
    assertThat(statements.recompute(app, taken)).isEqualTo(nothing());
    assertThatThrownBy(() -> statements.adjustment(app, taken, "", "ann"))
        .hasMessageContaining("is void");
    assertThat(calls(finalise(StatementPeriod.of("2028-03", "UTC")))).isEqualTo(7);
    assertThat(statements.kept(app, MARCH, "acme"))
        .extracting(one -> one.isVoid(), one -> one.total().calls())
        .containsExactlyInAnyOrder(tuple(true, 0L), tuple(false, 7L));
  }

  @Test
  void u6_amendment_countsAndIsNoDifference() {
    append(calls(in(MARCH, 5), "acme", "/items", 7));
    Statement stated = finalise(MARCH);
    List<StatementLine> credit =
        StatementLine.negated(StatementCheck.lines(stated.entries().get(0)));

    Statement amended = add(stated, statements.amendment(stated, "goodwill", credit, "ann"));

    assertThat(calls(amended)).isZero();
    assertThat(statements.recompute(app, amended)).isEqualTo(nothing());
    append(calls(in(MARCH, 6), "acme", "/items", 1));
    Statement adjusted = add(amended, statements.adjustment(app, amended, "", "ann"));
    assertThat(calls(adjusted)).isEqualTo(1);
    assertThat(calls(add(adjusted, statements.counterEntry(adjusted, "all wrong", "ann"))))
        .isZero();
    assertThatThrownBy(() -> statements.amendment(amended, "none", List.of(), "ann"))
        .hasMessageContaining("add up to nothing");
  }

  @Test
  void u6_entry_isNeverChanged() {
    append(calls(in(MARCH, 5), "acme", "/items", 7));
    finalise(MARCH);

    assertThatThrownBy(() -> sql("UPDATE statement_entry SET billable = 0"))
        .hasMessageContaining("an entry of a statement is never changed");
  }

  private void sql(String... changes) throws SQLException {
    String file = directory.resolve("catalog").resolve(Catalog.FILE).toString();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        java.sql.Statement statement = connection.createStatement()) {
      for (String change : changes) {
        statement.execute(change);
      }
    }
  }

  /** U7: nothing changed, nothing found; the hash is the same in the next life of the server. */
  @Test
  void u7_unchanged_isTheSameAfterARestart() {
    append(calls(in(MARCH, 5), "acme", "/items", 7), calls(in(MARCH, 6), "acme", "/orders", 1));
    Statement stated = finalise(MARCH);
    assertThat(statements.recompute(app, stated)).isEqualTo(nothing());
    storage.maintenance().compact(NOW.toEpochMilli());
    close();
    connect();

    assertThat(found(stated)).isEqualTo(stated);
    assertThat(statements.recompute(app, found(stated))).isEqualTo(nothing());
    assertThat(StatementText.hash(found(stated).entries().get(0).content()))
        .isEqualTo(stated.entries().get(0).sha256());
  }

  /** U7: who changes a kept line past the database's refusal is found, with the line. */
  @Test
  void u7_changedLine_isNamed() throws SQLException {
    append(calls(in(MARCH, 5), "acme", "/items", 7), calls(in(MARCH, 6), "acme", "/orders", 1));
    Statement stated = finalise(MARCH);
    sql(
        "DROP TRIGGER statement_entry_stays",
        "UPDATE statement_entry SET content = replace(content, 'GET\t/items\t7\t7',"
            + " 'GET\t/items\t9\t7')");

    Recomputed found = statements.recompute(app, found(stated));

    assertThat(found.broken())
        .singleElement()
        .matches(one -> one.entry() == 1 && one.problem().contains("text was changed"));
    assertThat(found.differences())
        .singleElement()
        .matches(one -> one.name().route().equals("/items"))
        .matches(one -> one.stated().calls() == 9 && one.ledger().calls() == 7);
    assertThatThrownBy(() -> statements.adjustment(app, found(stated), "", "ann"))
        .hasMessageContaining("Entry 1")
        .hasMessageContaining("backup");
  }

  @Test
  void u7_changedSumsUnreadableLinesAndLostEntries_areNamed() throws SQLException {
    append(calls(in(MARCH, 5), "acme", "/items", 7));
    Statement stated = finalise(MARCH);
    append(calls(in(MARCH, 6), "acme", "/items", 1));
    Statement adjusted = add(stated, statements.adjustment(app, stated, "", "ann"));
    sql("DROP TRIGGER statement_entry_stays", "UPDATE statement_entry SET billable = 0");
    assertThat(StatementCheck.broken(found(adjusted)))
        .extracting(StatementCheck.Broken::problem)
        .containsExactly("its sums were changed", "its sums were changed");

    sql("UPDATE statement_entry SET content = replace(content, 'GET\t/items', 'GET')");
    assertThat(StatementCheck.broken(found(adjusted))).hasSize(2);
    assertThat(StatementCheck.lines(found(adjusted).entries().get(0))).isEmpty();

    sql("DELETE FROM statement_entry WHERE number = 1");
    assertThat(StatementCheck.broken(found(adjusted))).hasSize(1);
  }

  /** U7: the ledger itself may be what changed. */
  @Test
  void u7_changedLedger_isADifference() {
    append(calls(in(MARCH, 5), "acme", "/items", 7));
    Statement stated = finalise(MARCH);
    append(calls(in(MARCH, 5), "acme", "/items", 2));

    assertThat(statements.recompute(app, stated).differences())
        .singleElement()
        .matches(one -> one.ledger().calls() - one.stated().calls() == 2);
  }

  /** K9: the sums stay under a name that says nothing, and still fit. */
  @Test
  void k9_erasedConsumer_keepsItsStatement() {
    append(calls(in(MARCH, 5), "acme", "/items", 7));
    Statement stated = finalise(MARCH);

    String pseudonym = storage.maintenance().pseudonym(app.number(), "acme").orElseThrow();
    assertThat(catalog.statements().rename(app.number(), "acme", pseudonym)).isEqualTo(1);
    storage.maintenance().eraseConsumer(app.number(), "acme", 1L << 40);

    Statement erased = found(stated);
    assertThat(erased.subject().consumer()).isEqualTo(pseudonym).doesNotContain("acme");
    assertThat(erased.entries()).isEqualTo(stated.entries());
    assertThat(statements.recompute(app, erased)).isEqualTo(nothing());
    assertThat(catalog.statements().consumers(app.number())).containsExactly(pseudonym);
  }

  @Test
  void u5_drafts_areThoseOfEachConsumer() {
    append(
        calls(in(MARCH, 5), "acme", "/items", 7),
        calls(in(MARCH, 5), "zen", "/items", 1),
        calls(in(MARCH, 6), "zen", "/orders", 2));
    List<String> told = new ArrayList<>();

    statements.drafts(
        app,
        MARCH,
        (consumer, lines) -> {
          assertThat(lines).isEqualTo(statements.draft(app, MARCH, consumer));
          told.add(consumer);
        });

    assertThat(told).containsExactlyInAnyOrder("acme", "zen");
  }

  @Test
  void m3_wrongNames_areRefused() {
    assertThatThrownBy(() -> StatementPeriod.of("March", "UTC")).hasMessageContaining("\"March\"");
    assertThatThrownBy(() -> StatementPeriod.of("1999-12", "UTC"))
        .hasMessageContaining("2000 to 2999");
    assertThatThrownBy(() -> StatementPeriod.of("2028-03", "Mars/Base"))
        .hasMessageContaining("Mars/Base");
    assertThatThrownBy(() -> StatementPeriod.of("2028-03", "+01:00:30"))
        .hasMessageContaining("whole minutes");
  }
}
