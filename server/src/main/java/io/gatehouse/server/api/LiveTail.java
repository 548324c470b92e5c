// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.EventSink;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.storage.RequestLogQueries;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells clients that stay connected of requests as they are stored. One thread looks for all of
 * them, once a second; a client that has not taken what it was sent is passed over, and hears later
 * how many it missed.
 */
final class LiveTail implements AutoCloseable {

  /** So many clients are served at a time. */
  static final int MAX_STREAMS = 64;

  /** Requests told to a client at each look; what is beyond is counted only. */
  static final int MAX_ITEMS = 50;

  private static final Logger log = LoggerFactory.getLogger(LiveTail.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration PING_EVERY = Duration.ofSeconds(15);
  private static final Duration CHECK_EVERY = Duration.ofSeconds(3);

  /** Requests that began so long ago, or are so far ahead, are not news. */
  private static final Duration REACH = Duration.ofDays(1);

  private final Backend backend;
  private final Semaphore places = new Semaphore(MAX_STREAMS);
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService poller;
  private final ScheduledFuture<?> looking;

  LiveTail(Backend backend) {
    this.backend = backend;
    poller =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "gatehouse-live");
              thread.setDaemon(true);
              return thread;
            });
    looking =
        poller.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @param filterProblems tokens of the filter that do not count
   */
  record Ready(List<Traffic.FilterProblem> filterProblems) {}

  /**
   * @param items oldest first
   * @param skipped how many more there were
   */
  record News(List<RequestView> items, long skipped) {}

  record Trouble(String detail) {}

  /** Confined to the poller, except for {@code sink}, which is safe. */
  private static final class Client {
    private final Scope scope;
    private final EventSink sink;
    private final Function<List<StoredRequest>, List<RequestView>> shown;
    private String mark;
    private long pingedNanos = System.nanoTime();
    private long checkedNanos = System.nanoTime();

    Client(
        Scope scope,
        EventSink sink,
        Function<List<StoredRequest>, List<RequestView>> shown,
        String mark) {
      this.scope = scope;
      this.sink = sink;
      this.shown = shown;
      this.mark = mark;
    }
  }

  Response stream(Request request) {
    App app = backend.app(request);
    Principal principal = request.requirePrincipal();
    View view = backend.view(request, app);
    // What is stored from here on is news.
    String mark = arrivals(view.scope(), null).mark();
    if (!places.tryAcquire()) {
      throw GatehouseException.tryLater(
          ErrorCode.TOO_MANY,
          "This server shows live requests to "
              + MAX_STREAMS
              + " views at a time, and that many are open. Try again when one has closed.",
          10);
    }
    return Response.events(
        sink -> {
          sink.send("ready", new Ready(Traffic.unreadable(view)));
          clients.add(
              new Client(
                  view.scope(),
                  sink,
                  found -> Requests.shownTo(principal, backend, app, found),
                  mark));
        });
  }

  private RequestLogQueries.Arrivals arrivals(Scope scope, @Nullable String mark) {
    Instant now = backend.clock().instant();
    Scope around = scope.in(TimeRange.of(now.minus(REACH), now.plus(REACH)));
    return backend.storage().requestLogs().arrivals(around, mark, MAX_ITEMS);
  }

  private void look() {
    for (Client client : clients) {
      try {
        if (!client.sink.isOpen() || !isAllowed(client)) {
          end(client);
        } else if (client.sink.isReady()) {
          tell(client);
        }
      } catch (StorageException e) {
        client.sink.send("trouble", new Trouble("The telemetry store does not answer."));
        end(client);
      } catch (RuntimeException e) {
        log.warn("a live view ended", e);
        end(client);
      }
    }
  }

  private static boolean isAllowed(Client client) {
    if (!isDue(client.checkedNanos, CHECK_EVERY)) {
      return true;
    }
    client.checkedNanos = System.nanoTime();
    return client.sink.isAllowed();
  }

  private void tell(Client client) {
    RequestLogQueries.Arrivals news = arrivals(client.scope, client.mark);
    client.mark = news.mark();
    if (!news.items().isEmpty()) {
      client.sink.send("requests", new News(client.shown.apply(news.items()), news.skipped()));
    }
    if (isDue(client.pingedNanos, PING_EVERY)) {
      client.pingedNanos = System.nanoTime();
      client.sink.ping();
    }
  }

  private static boolean isDue(long sinceNanos, Duration after) {
    return System.nanoTime() - sinceNanos >= after.toNanos();
  }

  private void end(Client client) {
    if (clients.remove(client)) {
      places.release();
    }
    client.sink.close();
  }

  @Override
  public void close() {
    looking.cancel(true);
    poller.shutdownNow();
    clients.forEach(this::end);
  }
}
