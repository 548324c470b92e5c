// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The SDK of one service. Building it does no I/O; its one daemon thread starts with the first
 * exchange. Thread-safe.
 *
 * <pre>{@code
 * Gatehouse gatehouse = Gatehouse.builder().server(url).ingestToken(token).environment("prod").build();
 * }</pre>
 */
public final class Gatehouse implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("io.gatehouse.sdk");
  private static final long SPOOL_BYTES = 8L << 20;

  private final SdkMetrics metrics = new SdkMetrics();
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final long flushMillis;
  private final Duration closeWithin;
  private final HttpServerHandler handler;
  private final Reporter reporter;

  private Gatehouse(Builder builder) {
    URI server = requireNonNull(builder.server, "server");
    String token = requireNonNull(builder.ingestToken, "ingestToken");
    Aggregation aggregation = new Aggregation();
    flushMillis = builder.flushInterval.toMillis();
    closeWithin = builder.closeWithin;
    handler =
        new HttpServerHandler(aggregation, metrics, Clock.SYSTEM, this::start, builder.consumers);
    String runtime = "java " + Runtime.version().feature();
    reporter =
        new Reporter(
            aggregation,
            new MemorySpool(SPOOL_BYTES),
            new HttpSender(server, token),
            metrics,
            Clock.SYSTEM,
            new Random(),
            builder.environment,
            new InstanceFacts(
                "gatehouse-java", "0.1.0", builder.framework, runtime, builder.appVersion, null));
  }

  /** Starts a configuration; server and token are needed. */
  public static Builder builder() {
    return new Builder();
  }

  /** What adapters call. */
  public HttpServerHandler handler() {
    return handler;
  }

  public SdkMetrics metrics() {
    return metrics;
  }

  /**
   * Flushes once more, within the deadline (default 3 s), and stops; later exchanges are ignored.
   */
  @Override
  public void close() {
    handler.close();
    closing.countDown();
    if (!started.get()) {
      return;
    }
    try {
      if (!finished.await(closeWithin.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "Gatehouse: the last flush took too long.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() {
    if (!started.get() && started.compareAndSet(false, true)) {
      Thread thread = new Thread(this::run, "gatehouse-reporter");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    long pause = new Random().nextLong(flushMillis) + 1;
    try {
      while (!closing.await(pause, TimeUnit.MILLISECONDS)) {
        report();
        pause = flushMillis;
      }
      report();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      finished.countDown();
    }
  }

  /** Nothing that happens here ends the loop. */
  private void report() {
    try {
      reporter.seal();
      boolean more = true;
      while (more) {
        more = reporter.sendOne();
      }
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "Gatehouse: a flush failed.", e);
    }
  }

  /** Collects the configuration; not thread-safe. */
  public static final class Builder {
    private @Nullable URI server;
    private @Nullable String ingestToken;
    private String environment = "prod";
    private Duration flushInterval = Duration.ofSeconds(10);
    private Duration closeWithin = Duration.ofSeconds(3);
    private @Nullable Function<HttpServerRequest, @Nullable Consumer> consumers;
    private @Nullable String framework;
    private @Nullable String appVersion;

    private Builder() {}

    /** Base address of the Gatehouse server. */
    public Builder server(String value) {
      server = URI.create(value);
      return this;
    }

    /** The secret the server gave out for this app. */
    public Builder ingestToken(String value) {
      ingestToken = requireNonNull(value, "ingestToken");
      return this;
    }

    /** Slug of the environment; {@code prod} unless told. */
    public Builder environment(String value) {
      environment = requireNonNull(value, "environment");
      return this;
    }

    /** Name of the web framework, e.g. {@code spring-boot}; told by adapters. */
    public Builder framework(String value) {
      framework = requireNonNull(value, "framework");
      return this;
    }

    /** Version of the service that is recorded. */
    public Builder appVersion(String value) {
      appVersion = requireNonNull(value, "appVersion");
      return this;
    }

    /** Tells who calls, by the request; runs at the end of each exchange and must be fast. */
    public Builder consumers(Function<HttpServerRequest, @Nullable Consumer> value) {
      consumers = requireNonNull(value, "consumers");
      return this;
    }

    /** Time between batches; 10 s unless told, at least 1 ms. */
    public Builder flushInterval(Duration value) {
      if (value.toMillis() < 1) {
        throw new IllegalArgumentException("flushInterval is less than 1 ms: " + value);
      }
      flushInterval = value;
      return this;
    }

    /**
     * Checks and builds.
     *
     * @throws NullPointerException when server or token is missing
     */
    public Gatehouse build() {
      return new Gatehouse(this);
    }
  }
}
