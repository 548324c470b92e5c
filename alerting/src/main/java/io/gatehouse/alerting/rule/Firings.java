// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.channel.Message.Item;
import io.gatehouse.alerting.outbound.Texts;
import io.gatehouse.catalog.Alerts;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Outbox;
import io.gatehouse.catalog.QuietTimes.QuietTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes that something fires or is over, and the messages that tell it. Each call belongs to the
 * caller's transaction, so that a state and its messages are there together or not at all.
 *
 * <p>What begins within an hour of what goes on already belongs to the same time of trouble. A
 * message waits for ten seconds for company, two when it tells of traffic; what joins later comes
 * together after five minutes, unless it is worse than what was told.
 */
final class Firings {

  static final long GROUP_WAIT_MILLIS = 10_000;

  /** Rules that see the same trouble at once fire in the same evaluation. */
  static final long QUICK_WAIT_MILLIS = 2_000;

  static final long UPDATE_EVERY_MILLIS = 300_000;
  private static final long JOIN_MILLIS = 3_600_000;

  /** Items of one message; more begin another one. */
  private static final int MAX_ITEMS = 100;

  private final Catalog catalog;
  private final Supplier<List<QuietTime>> quietTimes;
  private final Supplier<String> baseUrl;

  Firings(Catalog catalog, Supplier<List<QuietTime>> quietTimes, Supplier<String> baseUrl) {
    this.catalog = catalog;
    this.quietTimes = quietTimes;
    this.baseUrl = baseUrl;
  }

  /** Whether nobody is to be told of a rule or a monitor it is about. */
  boolean isQuiet(Rule rule, String subject, long nowMillis) {
    for (QuietTime quiet : quietTimes.get()) {
      boolean planned = quiet.kind().equals("maintenance");
      String target = planned ? subject : rule.id();
      boolean concerns =
          !planned || rule.metric() == Metric.MONITOR_DOWN || quiet.targets().isEmpty();
      if (quiet.app() == rule.app() && concerns && quiet.covers(target, nowMillis)) {
        return true;
      }
    }
    return false;
  }

  /** Something fires. */
  Alert fire(Rule rule, App app, Reading reading, long nowMillis) {
    Alerts alerts = catalog.alerts();
    boolean quiet = isQuiet(rule, reading.subject(), nowMillis);
    long started =
        reading.sinceMillis() > 0 ? Math.min(reading.sinceMillis(), nowMillis) : nowMillis;
    Alert alert =
        new Alert(
            UUID.randomUUID().toString(),
            rule.id(),
            rule.app(),
            incident(rule.app(), nowMillis),
            cut(reading.subject(), 300),
            Texts.oneLine(reading.label(), 300),
            rule.stored().severity(),
            started,
            0,
            reading.value(),
            reading.value(),
            quiet,
            Texts.oneLine(reading.detail(), 500),
            0,
            "",
            "");
    alerts.start(alert);
    if (!quiet) {
      tell(rule, alert, item(rule, app, alert, reading.path(), "firing", 0), false, nowMillis);
    }
    return alert;
  }

  private static String cut(String text, int max) {
    return text.length() > max ? text.substring(0, max) : text;
  }

  private String incident(int app, long nowMillis) {
    for (Alert open : catalog.alerts().open(app)) {
      if (nowMillis - open.startedAt() < JOIN_MILLIS) {
        return open.incident();
      }
    }
    return UUID.randomUUID().toString();
  }

  /** What fires is over. */
  void resolve(Rule rule, App app, String alertId, String path, long nowMillis) {
    catalog.alerts().end(alertId, nowMillis);
    Optional<Alert> ended = catalog.alerts().find(rule.app(), alertId);
    if (ended.isEmpty() || ended.get().silenced() || rule.metric().isEvent()) {
      return;
    }
    Alert alert = ended.get();
    boolean over =
        catalog.alerts().ofIncident(alert.incident()).stream()
            .allMatch(one -> one.endedAt() > 0 || one.silenced());
    tell(rule, alert, item(rule, app, alert, path, "resolved", alert.endedAt()), over, nowMillis);
  }

  /** What began in silence is told now, because the silence is over and it is not. */
  boolean endSilence(Rule rule, App app, String alertId, String path, long nowMillis) {
    Optional<Alert> found = catalog.alerts().find(rule.app(), alertId);
    if (found.isEmpty() || isQuiet(rule, found.get().subject(), nowMillis)) {
      return false;
    }
    Alert alert = found.get();
    catalog.alerts().unsilence(alertId);
    tell(rule, alert, item(rule, app, alert, path, "firing", 0), false, nowMillis);
    return true;
  }

  private Item item(Rule rule, App app, Alert alert, String path, String state, long endedAt) {
    String title =
        alert.label().isEmpty()
            ? rule.stored().name()
            : rule.stored().name() + ": " + alert.label();
    return new Item(
        alert.id(),
        state,
        alert.severity(),
        title,
        text(rule, alert),
        Links.absolute(baseUrl.get(), app.id(), path.isEmpty() ? "alerts/" + rule.id() : path),
        alert.startedAt(),
        endedAt);
  }

  private static String text(Rule rule, Alert alert) {
    if (rule.metric().hasSubjects()) {
      return alert.detail().isEmpty() ? rule.metric().label() : alert.detail();
    }
    String value = rule.metric().label() + " " + rule.spec().shown(alert.value());
    String detail = alert.detail().isEmpty() ? "" : " (" + alert.detail() + ")";
    return value + detail + ", the limit is: " + rule.spec().words() + ".";
  }

  private void tell(Rule rule, Alert alert, Item item, boolean over, long nowMillis) {
    boolean quick = rule.isQuick() && item.state().equals("firing");
    long soon = nowMillis + (quick ? QUICK_WAIT_MILLIS : GROUP_WAIT_MILLIS);
    for (String channel : rule.stored().channels()) {
      tell(channel, alert, item, over, nowMillis, soon);
    }
  }

  private void tell(
      String channel, Alert alert, Item item, boolean over, long nowMillis, long soon) {
    Outbox outbox = catalog.outbox();
    Optional<Outbox.Entry> open = outbox.open(channel, alert.incident());
    long due = due(channel, alert, item, over, nowMillis, soon);
    @Nullable Envelope before =
        open.map(entry -> SpecJson.read(entry.items(), Envelope.class)).orElse(null);
    if (open.isPresent() && before != null && before.items().size() < MAX_ITEMS) {
      outbox.extend(open.get().id(), SpecJson.write(before.with(item, over)), due);
      return;
    }
    Envelope first = new Envelope(over, List.of(item));
    outbox.add(alert.app(), channel, alert.incident(), SpecJson.write(first), nowMillis, due);
  }

  private long due(
      String channel, Alert alert, Item item, boolean over, long nowMillis, long soon) {
    long told = catalog.outbox().lastTold(channel, alert.incident());
    boolean worse =
        item.state().equals("firing")
            && alert.severity().equals("critical")
            && catalog.alerts().ofIncident(alert.incident()).stream()
                .noneMatch(
                    other -> !other.id().equals(alert.id()) && other.severity().equals("critical"));
    return told == 0 || over || worse
        ? soon
        : Math.min(Math.max(soon, told + UPDATE_EVERY_MILLIS), nowMillis + UPDATE_EVERY_MILLIS);
  }
}
