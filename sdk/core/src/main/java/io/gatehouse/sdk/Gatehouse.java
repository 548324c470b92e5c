// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.sdk.ReporterLoop.Reporting;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The SDK of one service. Building it opens the spool directory, if one is told, so that nothing is
 * counted before it can be noted there. Its daemon thread starts with the first exchange, or at
 * once when an earlier process left something to send; another one lives while something is sent.
 * Thread-safe.
 *
 * <pre>{@code
 * Gatehouse gatehouse = Gatehouse.builder().server(url).ingestToken(token).environment("prod").build();
 * }</pre>
 */
public final class Gatehouse implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("io.gatehouse.sdk");

  /** What batches may take that wait in memory. */
  static final long MEMORY_BYTES = 3L << 20;

  /** What counts may take that wait to be sealed, beside those batches. */
  private static final int MEMORY_COUNT_BYTES = 1 << 20;

  /** Without them there is room for more, which a disk that is slow may need. */
  private static final int SPOOL_COUNT_BYTES = 2 << 20;

  private final SdkMetrics metrics = new SdkMetrics();
  private final HttpServerHandler handler;
  private final Aggregation aggregation;
  private final LiveSettings settings;
  private final Sender sender;
  private final String environment;
  private final @Nullable String framework;
  private final @Nullable String appVersion;
  private final @Nullable Path spoolDirectory;
  private final ReporterLoop loop;

  private Gatehouse(Builder builder) {
    String server = builder.server == null ? "" : builder.server.strip();
    String token = builder.ingestToken == null ? "" : builder.ingestToken.strip();
    String obstacle = obstacle(server, token);
    sender = new HttpSender(URI.create(obstacle == null ? server : "http://localhost"), token);
    environment = builder.environment;
    spoolDirectory = builder.spoolDirectory;
    aggregation =
        new Aggregation(metrics, spoolDirectory == null ? MEMORY_COUNT_BYTES : SPOOL_COUNT_BYTES);
    settings =
        new LiveSettings(builder.flushInterval.toMillis(), builder.requestLog, builder.redaction);
    handler =
        new HttpServerHandler(
            aggregation,
            metrics,
            settings,
            Clock.SYSTEM,
            this::start,
            builder.consumers,
            builder.excluded);
    framework = builder.framework;
    appVersion = builder.appVersion;
    if (obstacle != null) {
      handler.close();
      LOG.log(System.Logger.Level.WARNING, "Gatehouse: nothing is recorded: {0}.", obstacle);
    }
    boolean leftovers = obstacle == null && hasLeftovers();
    Reporting prepared = obstacle == null && spoolDirectory != null ? prepare() : null;
    loop = new ReporterLoop(aggregation, settings, metrics, prepared, this::prepare);
    if (leftovers) {
      loop.start();
    }
  }

  private Reporting prepare() {
    Spool spool = openSpool();
    Reporter reporter = newReporter(spool);
    ReporterLoop.guarded(reporter::begin);
    return new Reporting(spool, reporter);
  }

  /** Not before this is built, so that the field is there. */
  private void start() {
    loop.start();
  }

  /** Whether an earlier process left something to send, which does not wait for an exchange. */
  private boolean hasLeftovers() {
    try {
      return spoolDirectory != null && DiskSpool.hasLeftovers(spoolDirectory);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Gatehouse: the spool directory cannot be read.", e);
      return false;
    }
  }

  /** Why nothing can be sent; null = it can. */
  private static @Nullable String obstacle(String server, String token) {
    if (server.isEmpty()) {
      return "there is no address of a server (server, GATEHOUSE_SERVER)";
    }
    if (token.isEmpty()) {
      return "there is no ingest token (ingestToken, GATEHOUSE_INGEST_TOKEN)";
    }
    try {
      URI uri = new URI(server);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      if ((http || "https".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null) {
        return null;
      }
    } catch (URISyntaxException e) {
      LOG.log(System.Logger.Level.DEBUG, "Gatehouse: the address of the server is none.", e);
    }
    return "the address of the server has to begin with http:// or https:// and a host, and is "
        + server;
  }

  /** Built from the environment, see {@link Builder#fromEnvironment()}. */
  public static Gatehouse fromEnvironment() {
    return builder().fromEnvironment().build();
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

  /** Flushes once more, within a deadline of 3 s, and stops; later exchanges are ignored. */
  @Override
  public void close() {
    handler.close();
    loop.close();
  }

  private Spool openSpool() {
    if (spoolDirectory != null) {
      try {
        return DiskSpool.open(spoolDirectory, DiskSpool.DEFAULT_MAX_BYTES, metrics);
      } catch (IOException | RuntimeException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Gatehouse: the spool directory cannot be used, batches wait in memory: "
                + e.getMessage());
      }
    }
    return new MemorySpool(MEMORY_BYTES, metrics);
  }

  private Reporter newReporter(Spool spool) {
    String runtime = "java " + Runtime.version().feature();
    return new Reporter(
        aggregation,
        spool,
        sender,
        metrics,
        settings,
        Clock.SYSTEM,
        new Random(),
        environment,
        new InstanceFacts("gatehouse-java", "0.1.0", framework, runtime, appVersion, null));
  }

  /** Collects the configuration; not thread-safe. */
  public static final class Builder {
    private @Nullable String server;
    private @Nullable String ingestToken;
    private String environment = "prod";
    private Duration flushInterval = Duration.ofSeconds(10);
    private RequestLogPolicy requestLog = RequestLogPolicy.off();
    private Redaction redaction = Redaction.defaults();
    private @Nullable Path spoolDirectory;
    private @Nullable Function<HttpServerRequest, @Nullable Consumer> consumers;
    private @Nullable Predicate<HttpServerRequest> excluded;
    private @Nullable String framework;
    private @Nullable String appVersion;

    private Builder() {}

    /**
     * Takes what the environment variables say that are set: {@code GATEHOUSE_SERVER}, {@code
     * GATEHOUSE_INGEST_TOKEN}, {@code GATEHOUSE_ENVIRONMENT}, {@code GATEHOUSE_APP_VERSION} and
     * {@code GATEHOUSE_SPOOL_DIRECTORY}.
     */
    public Builder fromEnvironment() {
      return from(System.getenv());
    }

    Builder from(Map<String, String> variables) {
      take(variables, "GATEHOUSE_SERVER", this::server);
      take(variables, "GATEHOUSE_INGEST_TOKEN", this::ingestToken);
      take(variables, "GATEHOUSE_ENVIRONMENT", this::environment);
      take(variables, "GATEHOUSE_APP_VERSION", this::appVersion);
      take(variables, "GATEHOUSE_SPOOL_DIRECTORY", directory -> spool(Path.of(directory)));
      return this;
    }

    private static void take(
        Map<String, String> variables, String name, java.util.function.Consumer<String> setting) {
      String value = variables.get(name);
      if (value != null && !value.isBlank()) {
        setting.accept(value.strip());
      }
    }

    /** Base address of the Gatehouse server, with http or https. */
    public Builder server(String value) {
      server = requireNonNull(value, "server");
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

    /**
     * Leaves out requests: nothing of them is wrapped or counted. Runs at the start of each request
     * and must be fast; several tests exclude what one of them excludes.
     */
    public Builder excluding(Predicate<HttpServerRequest> test) {
      requireNonNull(test, "test");
      excluded = excluded == null ? test : excluded.or(test);
      return this;
    }

    /** Which requests are told one by one; none unless told. The server's settings win. */
    public Builder requestLog(RequestLogPolicy value) {
      requestLog = requireNonNull(value, "requestLog");
      return this;
    }

    /** What is taken out besides the built-in names and patterns. */
    public Builder redaction(Redaction value) {
      redaction = requireNonNull(value, "redaction");
      return this;
    }

    /**
     * Where batches wait for the server, so that they survive a restart; in memory unless told.
     * What is counted between two batches is noted there as well, so that a kill of the process
     * does not lose it; request logs and errors since the last batch are lost then. One process at
     * a time can use a directory; a second one falls back to memory.
     */
    public Builder spool(Path directory) {
      spoolDirectory = requireNonNull(directory, "directory");
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
     * Builds. Without a token or a usable address one warning says so, and nothing is recorded: the
     * service that is recorded must not fail for it.
     */
    public Gatehouse build() {
      return new Gatehouse(this);
    }
  }
}
