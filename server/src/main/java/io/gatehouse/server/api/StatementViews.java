// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Consumers.NamedConsumer;
import io.gatehouse.catalog.Statements.Counts;
import io.gatehouse.catalog.Statements.Entry;
import io.gatehouse.catalog.Statements.Statement;
import io.gatehouse.catalog.Statements.Summary;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.statements.StatementCheck;
import io.gatehouse.server.statements.StatementLine;
import io.gatehouse.server.statements.StatementPeriod;
import io.gatehouse.server.statements.UsageStatements.Recomputed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements as the REST API tells them. */
final class StatementViews {

  private static final String DRAFT = "draft.";

  private final Backend backend;
  private final App app;
  private final Map<String, String> keyNames = new HashMap<>();

  StatementViews(Backend backend, App app) {
    this.backend = backend;
    this.app = app;
  }

  /** Which draft an id means. */
  record DraftId(StatementPeriod period, String consumer) {

    String text() {
      String plain = period.month() + "\n" + period.zone().getId() + "\n" + consumer;
      return DRAFT
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static boolean isOne(String id) {
      return id.startsWith(DRAFT);
    }

    static DraftId of(String id) {
      String plain;
      try {
        plain =
            new String(
                Base64.getUrlDecoder().decode(id.substring(DRAFT.length())),
                StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw GatehouseException.notFound("statement", id);
      }
      String[] parts = plain.split("\n", 3);
      if (parts.length != 3) {
        throw GatehouseException.notFound("statement", id);
      }
      return new DraftId(StatementPeriod.of(parts[0], parts[1]), parts[2]);
    }
  }

  record ConsumerRef(String id, @Nullable String name) {}

  record LineView(UsagePages.KeyRef key, String method, String route, Counts counts) {}

  /**
   * @param missing batches that had not come: instance/epoch/first-last
   */
  record EntryView(
      int number,
      String kind,
      String reason,
      List<String> missing,
      String sha256,
      Counts counts,
      List<LineView> lines,
      String createdAt,
      String createdBy) {}

  /** An entry that is not what was stated. */
  record BrokenView(int entry, String sha256, String found, String problem) {}

  /**
   * @param closesAt from when on it can be made final
   * @param due it can be made final now, but for missing batches
   * @param total of all entries; of a draft, of the ledger
   * @param lines the same by key and endpoint
   * @param broken entries that are not what was stated
   */
  record StatementView(
      String id,
      ConsumerRef consumer,
      String state,
      String month,
      String zone,
      String from,
      String to,
      String closesAt,
      boolean due,
      Counts total,
      List<LineView> lines,
      List<EntryView> entries,
      List<BrokenView> broken) {}

  /**
   * @param late in the ledger by now and not stated; null = not known
   * @param sha256 of the newest entry; null = a draft
   */
  record ItemView(
      String id,
      ConsumerRef consumer,
      String state,
      String month,
      String zone,
      Counts total,
      @Nullable Counts late,
      int entries,
      @Nullable String sha256,
      @Nullable String madeAt) {}

  record DifferenceView(
      UsagePages.KeyRef key,
      String method,
      String route,
      Counts stated,
      Counts ledger,
      Counts difference) {}

  /**
   * @param unchanged both lists are empty
   */
  record RecomputedView(
      boolean unchanged, List<BrokenView> broken, List<DifferenceView> differences) {}

  private ConsumerRef consumer(String identifier) {
    NamedConsumer named = backend.catalog().consumers().find(app.number(), identifier).orElse(null);
    return new ConsumerRef(identifier, named == null ? null : named.name());
  }

  private UsagePages.KeyRef key(String id) {
    String name =
        keyNames.computeIfAbsent(
            id,
            key ->
                key.isEmpty()
                    ? ""
                    : backend
                        .catalog()
                        .apiKeys()
                        .find(app, key)
                        .map(stored -> stored.terms().name())
                        .orElse(""));
    return new UsagePages.KeyRef(id, name);
  }

  private LineView line(StatementLine line) {
    return new LineView(key(line.key()), line.method(), line.route(), line.counts());
  }

  private List<LineView> lines(List<StatementLine> lines) {
    return lines.stream().map(this::line).toList();
  }

  ItemView draft(StatementPeriod period, String consumer, Counts total) {
    return new ItemView(
        new DraftId(period, consumer).text(),
        consumer(consumer),
        "draft",
        period.month().toString(),
        period.zone().getId(),
        total,
        null,
        0,
        null,
        null);
  }

  ItemView item(Summary kept, @Nullable Counts ledger) {
    return new ItemView(
        kept.subject().id(),
        consumer(kept.subject().consumer()),
        kept.isVoid() ? "void" : "final",
        kept.subject().month(),
        kept.subject().zone(),
        kept.total(),
        ledger == null || kept.isVoid() ? null : ledger.plus(kept.counted().negated()),
        kept.entries(),
        kept.sha256(),
        Times.ofMillis(kept.madeAt()));
  }

  StatementView draft(StatementPeriod period, String consumer, List<StatementLine> lines) {
    return new StatementView(
        new DraftId(period, consumer).text(),
        consumer(consumer),
        "draft",
        period.month().toString(),
        period.zone().getId(),
        period.from().toString(),
        period.to().toString(),
        period.closes().toString(),
        !backend.clock().instant().isBefore(period.closes()),
        StatementLine.total(lines),
        lines(lines),
        List.of(),
        List.of());
  }

  StatementView kept(Statement statement, StatementPeriod period) {
    return new StatementView(
        statement.subject().id(),
        consumer(statement.subject().consumer()),
        statement.isVoid() ? "void" : "final",
        statement.subject().month(),
        statement.subject().zone(),
        period.from().toString(),
        period.to().toString(),
        period.closes().toString(),
        false,
        StatementLine.total(StatementCheck.stated(statement)),
        lines(StatementCheck.stated(statement)),
        statement.entries().stream().map(this::entry).toList(),
        broken(StatementCheck.broken(statement)));
  }

  private EntryView entry(Entry entry) {
    return new EntryView(
        entry.number(),
        entry.kind(),
        StatementCheck.reason(entry),
        StatementCheck.missing(entry),
        entry.sha256(),
        entry.counts(),
        lines(StatementCheck.lines(entry)),
        Times.ofMillis(entry.createdAt()),
        entry.createdBy());
  }

  private static List<BrokenView> broken(List<StatementCheck.Broken> broken) {
    return broken.stream()
        .map(one -> new BrokenView(one.entry(), one.sha256(), one.found(), one.problem()))
        .toList();
  }

  RecomputedView recomputed(Recomputed found) {
    return new RecomputedView(
        found.broken().isEmpty() && found.differences().isEmpty(),
        broken(found.broken()),
        found.differences().stream()
            .map(
                one ->
                    new DifferenceView(
                        key(one.name().key()),
                        one.name().method(),
                        one.name().route(),
                        one.stated(),
                        one.ledger(),
                        one.ledger().plus(one.stated().negated())))
            .toList());
  }
}
