// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.delivery;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.channel.Channel.Sent;
import io.gatehouse.alerting.channel.ChannelKinds;
import io.gatehouse.alerting.channel.Message;
import io.gatehouse.alerting.channel.Message.Item;
import io.gatehouse.alerting.channel.Message.State;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.Texts;
import io.gatehouse.alerting.rule.Envelope;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.catalog.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is in the outbox, at least once: a try is noted before it is made, its end after,
 * and what a crash leaves between the two is tried again under the same id. A message is given up
 * after a day and fifty tries at the earliest. Thread-safe.
 */
public final class Deliveries {

  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

  /** Longer than any try takes: until then nobody else tries the same. */
  private static final long TRY_MILLIS = 60_000;

  private static final long LONGEST_WAIT_MILLIS = 30 * 60_000L;
  private static final long BEYOND_MILLIS = 2 * 3_600_000L;
  private static final long GIVE_UP_MILLIS = 24 * 3_600_000L;
  private static final int GIVE_UP_ATTEMPTS = 50;
  private static final int BATCH = 50;

  private static final List<Long> WAITS =
      List.of(10_000L, 30_000L, 60_000L, 120_000L, 300_000L, 600_000L);

  private final Catalog catalog;
  private final ChannelKinds kinds;
  private final ChannelConfigs configs;
  private final Supplier<String> baseUrl;
  private final Clock clock;

  public Deliveries(
      Catalog catalog,
      ChannelKinds kinds,
      ChannelConfigs configs,
      Supplier<String> baseUrl,
      Clock clock) {
    this.catalog = catalog;
    this.kinds = kinds;
    this.configs = configs;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  /**
   * Starts tries of what is due.
   *
   * @param executor runs them
   * @return how many
   */
  public int run(Executor executor) {
    long now = clock.millis();
    List<Outbox.Entry> due = catalog.outbox().due(now, now + BEYOND_MILLIS, BATCH);
    int begun = 0;
    for (Outbox.Entry entry : due) {
      if (catalog.outbox().begin(entry, now + TRY_MILLIS)) {
        begun++;
        executor.execute(() -> attempt(entry));
      }
    }
    return begun;
  }

  private void attempt(Outbox.Entry entry) {
    Sent sent;
    try {
      sent = send(entry);
    } catch (OutboundException e) {
      sent = new Sent(false, String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      log.error("message {} could not be written for its channel", entry.id(), e);
      sent =
          new Sent(
              false, "The message could not be written; the server's log has the cause.", null);
    }
    finish(entry, sent);
  }

  private Sent send(Outbox.Entry entry) throws OutboundException {
    Optional<StoredChannel> found = catalog.channels().find(entry.channel());
    if (found.isEmpty()) {
      return new Sent(false, "The channel is gone.", null);
    }
    StoredChannel channel = found.get();
    if (!channel.enabled()) {
      return new Sent(false, "The channel is switched off.", null);
    }
    return kinds.of(channel.kind()).send(message(entry), configs.whole(channel));
  }

  private void finish(Outbox.Entry entry, Sent sent) {
    long now = clock.millis();
    int attempts = entry.attempts() + 1;
    boolean given = attempts >= GIVE_UP_ATTEMPTS && now - entry.createdAt() >= GIVE_UP_MILLIS;
    String state = sent.delivered() ? "delivered" : given ? "failed" : "waiting";
    String answer = Texts.oneLine(sent.answer(), 400);
    catalog
        .outbox()
        .finish(entry.id(), state, now, now + waitMillis(attempts, sent.retryAfter()), answer);
    if (!sent.delivered()) {
      log.warn("message {} was not taken ({}), try {}", entry.id(), answer, attempts);
    }
  }

  static long waitMillis(int attempts, @Nullable Duration asked) {
    long wait = attempts <= WAITS.size() ? WAITS.get(attempts - 1) : LONGEST_WAIT_MILLIS;
    return asked == null ? wait : Math.max(wait, asked.toMillis());
  }

  private Message message(Outbox.Entry entry) {
    Envelope envelope = SpecJson.read(entry.items(), Envelope.class);
    App app =
        catalog.apps().all().stream()
            .filter(one -> one.number() == entry.app())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the app is gone"));
    List<Item> items = envelope.items();
    Item main = main(items);
    long others = items.stream().map(Item::alert).distinct().count() - 1;
    String title =
        (envelope.over() ? "Over: " : "")
            + main.title()
            + (others > 0 ? " and " + others + " more" : "");
    String link =
        others > 0 ? baseUrl.get() + "/a/" + app.id() + "/alerts?tab=history" : main.link();
    return new Message(
        entry.id(),
        envelope.over() ? State.RESOLVED : State.FIRING,
        app.name(),
        entry.incident(),
        worst(items),
        title,
        items,
        link,
        entry.createdAt());
  }

  private static Item main(List<Item> items) {
    Item main = items.get(0);
    for (Item item : items) {
      if (rank(item) > rank(main)) {
        main = item;
      }
    }
    return main;
  }

  private static int rank(Item item) {
    int severity =
        item.severity().equals("critical") ? 2 : item.severity().equals("warning") ? 1 : 0;
    return severity + (item.state().equals("firing") ? 10 : 0);
  }

  private static String worst(List<Item> items) {
    return main(items).severity();
  }

  /**
   * Sends a test, at once and once.
   *
   * @param app whose name it tells
   */
  public Sent test(StoredChannel channel, String app) {
    long now = clock.millis();
    String link = baseUrl.get() + "/";
    String id = UUID.randomUUID().toString();
    Item item =
        new Item(
            id,
            "firing",
            "info",
            "This is a test",
            "If you can read this, alerts reach you here.",
            link,
            now,
            0);
    Message message =
        new Message(
            id,
            State.TEST,
            app,
            "test-" + id,
            "info",
            "Test of the channel " + channel.name(),
            List.of(item),
            link,
            now);
    try {
      return kinds.of(channel.kind()).send(message, configs.whole(channel));
    } catch (OutboundException e) {
      return new Sent(false, String.valueOf(e.getMessage()), null);
    }
  }
}
