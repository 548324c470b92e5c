// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import io.gatehouse.alerting.Vault;
import io.gatehouse.alerting.channel.Mailer;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.Texts;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Reports.Subscription;
import io.gatehouse.server.reports.ReportPeriod.Every;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.StorageException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends reports when they are due, each reader's in the morning of the day after. A try is noted
 * before it is made; one that fails is made again for a day, then the next period is waited for.
 * What was due while the server did not run is sent once, for the last period. Thread-safe.
 */
public final class ReportRunner implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReportRunner.class);
  private static final long RETRY_MILLIS = 10 * 60_000L;
  private static final int MOST_ATTEMPTS = 144;
  private static final int BATCH = 20;
  private static final int LOOK_SECONDS = 60;

  private final Catalog catalog;
  private final ReportReader reader;
  private final Mailer mailer;
  private final Vault vault;
  private final Supplier<String> baseUrl;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "gatehouse-reports");
            made.setDaemon(true);
            return made;
          });

  /** What the rest of the server gives. */
  public record Parts(
      Catalog catalog,
      Storage storage,
      Mailer mailer,
      Vault vault,
      Supplier<String> baseUrl,
      Clock clock) {}

  public ReportRunner(Parts parts) {
    this.catalog = parts.catalog();
    this.reader = new ReportReader(parts.catalog(), parts.storage());
    this.mailer = parts.mailer();
    this.vault = parts.vault();
    this.baseUrl = parts.baseUrl();
    this.clock = parts.clock();
  }

  public void start() {
    Future<?> unused =
        thread.scheduleWithFixedDelay(this::look, 20, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      sendDue();
    } catch (RuntimeException e) {
      log.error("reports could not be looked for; it goes on", e);
    }
  }

  /**
   * Sends what is due now.
   *
   * @return how many were taken
   */
  public int sendDue() {
    if (!mailer.isThere()) {
      return 0;
    }
    int sent = 0;
    for (Subscription report : catalog.reports().due(clock.millis(), BATCH)) {
      long now = clock.millis();
      if (catalog.reports().begin(report, now + RETRY_MILLIS)) {
        sent += send(report, now).taken() ? 1 : 0;
      }
    }
    return sent;
  }

  /**
   * What came of sending.
   *
   * @param answer for people
   */
  public record Outcome(boolean taken, String answer) {}

  /** Sends the report of the last period at once, due or not. */
  public Outcome sendNow(Subscription report) {
    if (!mailer.isThere()) {
      return new Outcome(
          false, "No mail server is configured. Whoever operates this server sets mail.host.");
    }
    return deliver(report, clock.millis());
  }

  private Outcome send(Subscription report, long now) {
    Outcome outcome = deliver(report, now);
    long next = nextDue(report, now);
    if (outcome.taken()) {
      catalog.reports().finish(report.id(), now, next, outcome.answer());
      return outcome;
    }
    log.warn("report {} was not taken: {}", report.id(), outcome.answer());
    catalog.reports().finish(report.id(), 0, now + RETRY_MILLIS, outcome.answer());
    if (report.attempts() + 1 >= MOST_ATTEMPTS) {
      catalog.reports().giveUp(report.id(), next);
    }
    return outcome;
  }

  /** When the next one of a reader is due. */
  public static long nextDue(Subscription report, long nowMillis) {
    return ReportPeriod.nextDue(
        Every.of(report.terms().every()), nowMillis, ZoneId.of(report.terms().zone()));
  }

  private Outcome deliver(Subscription report, long now) {
    Optional<App> app =
        catalog.apps().all().stream().filter(one -> one.number() == report.app()).findFirst();
    if (app.isEmpty()) {
      return new Outcome(false, "The app is gone.");
    }
    try {
      ReportPeriod period =
          ReportPeriod.lastBefore(
              Every.of(report.terms().every()), now, ZoneId.of(report.terms().zone()));
      Report read = reader.read(app.get(), period, report.terms().environment(), now);
      mailer.send(new ReportMail(vault, baseUrl.get()).of(report, read, now));
      return new Outcome(true, "The mail server took it.");
    } catch (OutboundException e) {
      return new Outcome(false, Texts.oneLine(String.valueOf(e.getMessage()), 400));
    } catch (StorageException e) {
      log.warn("report {} could not be read", report.id(), e);
      return new Outcome(false, "The store did not answer.");
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.shutdownNow();
    thread.awaitTermination(15, TimeUnit.SECONDS);
  }
}
