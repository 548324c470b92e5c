// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.statements;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Statements;
import io.gatehouse.catalog.Statements.Counts;
import io.gatehouse.catalog.Statements.Entry;
import io.gatehouse.catalog.Statements.Statement;
import io.gatehouse.catalog.Statements.Subject;
import io.gatehouse.catalog.Statements.Summary;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.statements.StatementCheck.Broken;
import io.gatehouse.server.statements.StatementCheck.Difference;
import io.gatehouse.storage.InstanceQueries.MissingBatches;
import io.gatehouse.storage.Storage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements of usage. A draft is computed from the ledger each time; a final one is kept, and what
 * changes afterwards is an entry of its own. Writes nothing by itself: what it makes is kept by who
 * also writes the audit entry.
 */
public final class UsageStatements {

  private static final int NAMED = 10;

  private final Catalog catalog;
  private final StatementLedger ledger;
  private final Clock clock;

  public UsageStatements(Catalog catalog, Storage storage, Clock clock) {
    this.catalog = catalog;
    this.ledger = new StatementLedger(catalog, storage);
    this.clock = clock;
  }

  /** A statement that can be kept. */
  public record Made(Subject subject, Entry entry) {}

  /**
   * What a check found; nothing in either list = all as it should be.
   *
   * @param broken entries that somebody changed
   * @param differences where the ledger has something else by now
   */
  public record Recomputed(List<Broken> broken, List<Difference> differences) {}

  /** Whether calls of the period can be counted still. */
  public boolean canCount(App app, StatementPeriod period) {
    return ledger.has(app, period);
  }

  /** What the ledger has for each consumer; empty name = calls that told none. */
  public Map<String, Counts> totals(App app, StatementPeriod period, @Nullable String consumer) {
    return ledger.totals(app, period, consumer);
  }

  public List<MissingBatches> missing(App app) {
    return ledger.missing(app);
  }

  public List<Summary> kept(App app, StatementPeriod period, @Nullable String consumer) {
    return catalog.statements().list(app, period.month().toString(), consumer);
  }

  /** Lines as the ledger has them now. */
  public List<StatementLine> draft(App app, StatementPeriod period, String consumer) {
    ledger.require(app, period);
    return ledger.lines(app, period, consumer);
  }

  /** Lines as they are in the ledger now of each consumer that is known, in one query. */
  public void drafts(
      App app, StatementPeriod period, BiConsumer<String, List<StatementLine>> each) {
    ledger.require(app, period);
    ledger.each(
        app,
        period,
        null,
        (consumer, lines) -> {
          if (!consumer.isEmpty()) {
            each.accept(consumer, lines);
          }
        });
  }

  /**
   * Throws when a period cannot be made final yet.
   *
   * @param force although batches are missing
   * @return which are missing
   */
  public List<MissingBatches> requireOver(
      App app, StatementPeriod period, boolean force, String reason) {
    Instant now = clock.instant();
    if (now.isBefore(period.closes())) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "%s in %s ends at %s; it can be made final from %s on, when services have sent their last minutes."
              .formatted(period.month(), period.zone(), period.to(), period.closes()));
    }
    List<MissingBatches> missing = ledger.missing(app);
    if (!missing.isEmpty() && !force) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "%d batches have not come in yet: %s. Wait for them, or set force and give a reason; what comes later is an adjustment."
              .formatted(missing.stream().mapToLong(MissingBatches::count).sum(), named(missing)));
    }
    if (force && reason.isEmpty()) {
      throw GatehouseException.invalid(
          "reason", "The field reason is missing; force needs one of 1 to 256 characters.");
    }
    return missing;
  }

  private static String named(List<MissingBatches> missing) {
    String first =
        missing.stream()
            .limit(NAMED)
            .map(
                one ->
                    "instance %s batch %s"
                        .formatted(
                            one.instance(),
                            one.first() == one.last()
                                ? "" + one.first()
                                : one.first() + " to " + one.last()))
            .collect(Collectors.joining(", "));
    return missing.size() > NAMED ? first + " and more" : first;
  }

  /** A final statement of what the ledger has now. */
  public Made finalise(
      App app,
      StatementPeriod period,
      String consumer,
      boolean force,
      String reason,
      String actor) {
    List<MissingBatches> missing = requireOver(app, period, force, reason);
    ledger.require(app, period);
    List<StatementLine> lines = ledger.lines(app, period, consumer);
    if (lines.isEmpty()) {
      throw new GatehouseException(
          ErrorCode.NOT_FOUND,
          "There are no calls of consumer "
              + consumer
              + " from "
              + period.from()
              + " to "
              + period.to()
              + ".");
    }
    return made(period, consumer, missing, reason, lines, actor);
  }

  /** The same of lines that are known. */
  public Made made(
      StatementPeriod period,
      String consumer,
      List<MissingBatches> missing,
      String reason,
      List<StatementLine> lines,
      String actor) {
    Subject subject =
        new Subject(
            UUID.randomUUID().toString(),
            consumer,
            period.month().toString(),
            period.zone().getId(),
            period.range().fromEpochMinute(),
            period.range().toEpochMinute());
    return new Made(
        subject,
        entry(subject, 1, "final", StatementText.NO_PREVIOUS, reason, missing, lines, actor));
  }

  private Entry entry(
      Subject subject,
      int number,
      String kind,
      String previous,
      String reason,
      List<MissingBatches> missing,
      List<StatementLine> lines,
      String actor) {
    String content = StatementText.write(subject, number, kind, previous, reason, missing, lines);
    return new Entry(
        number,
        kind,
        content,
        StatementText.hash(content),
        StatementLine.total(lines),
        clock.millis(),
        actor);
  }

  private Entry next(
      Statement statement,
      String kind,
      String reason,
      List<MissingBatches> missing,
      List<StatementLine> lines,
      String actor) {
    int last = statement.entries().size();
    return entry(
        statement.subject(),
        last + 1,
        kind,
        statement.entries().get(last - 1).sha256(),
        reason,
        missing,
        lines,
        actor);
  }

  /** An entry with what the ledger has now and what was stated has not. */
  public Entry adjustment(App app, Statement statement, String reason, String actor) {
    requireWhole(statement);
    StatementPeriod period = period(statement);
    ledger.require(app, period);
    List<StatementLine> now = ledger.lines(app, period, statement.subject().consumer());
    List<StatementLine> late =
        StatementCheck.differences(StatementCheck.counted(statement), now).stream()
            .map(one -> StatementLine.of(one.name(), one.ledger().plus(one.stated().negated())))
            .toList();
    if (late.isEmpty()) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "Nothing to adjust: the ledger has what was stated.");
    }
    return next(statement, "adjustment", reason, ledger.missing(app), late, actor);
  }

  /** An entry with what a person decided, whatever was counted. */
  public Entry amendment(
      Statement statement, String reason, List<StatementLine> lines, String actor) {
    requireWhole(statement);
    List<StatementLine> summed = StatementLine.sum(lines);
    if (summed.isEmpty()) {
      throw GatehouseException.invalid(
          "lines", "The lines add up to nothing; give at least one count that is not 0.");
    }
    return next(statement, Statements.AMENDMENT, reason, List.of(), summed, actor);
  }

  /** An entry that takes back everything. */
  public Entry counterEntry(Statement statement, String reason, String actor) {
    requireWhole(statement);
    return next(
        statement,
        Statements.VOID,
        reason,
        List.of(),
        StatementLine.negated(StatementCheck.stated(statement)),
        actor);
  }

  private static void requireWhole(Statement statement) {
    if (statement.isVoid()) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "Statement " + statement.subject().id() + " is void; make a new one of the month.");
    }
    List<Broken> broken = StatementCheck.broken(statement);
    if (!broken.isEmpty()) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "Entry %d of statement %s is not what was stated: %s. Restore it from a backup first."
              .formatted(broken.get(0).entry(), statement.subject().id(), broken.get(0).problem()));
    }
  }

  /** Compares what is kept with its hashes and with the ledger. Changes nothing. */
  public Recomputed recompute(App app, Statement statement) {
    List<Broken> broken = StatementCheck.broken(statement);
    if (statement.isVoid()) {
      return new Recomputed(
          broken, StatementCheck.differences(StatementCheck.stated(statement), List.of()));
    }
    StatementPeriod period = period(statement);
    ledger.require(app, period);
    return new Recomputed(
        broken,
        StatementCheck.differences(
            StatementCheck.counted(statement),
            ledger.lines(app, period, statement.subject().consumer())));
  }

  /** As it was when the statement was made, whatever became of the zone's rules. */
  public static StatementPeriod period(Statement statement) {
    return StatementPeriod.kept(statement.subject());
  }
}
