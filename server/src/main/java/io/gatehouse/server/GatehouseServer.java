// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Passwords;
import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.apitoolkit.ClientMetadata;
import io.gatehouse.collector.apitoolkit.PubsubCollector;
import io.gatehouse.collector.hub.HubCollector;
import io.gatehouse.collector.intake.DurableIntake;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.intake.OutcomeReporter;
import io.gatehouse.collector.load.Loader;
import io.gatehouse.collector.load.LoaderConfig;
import io.gatehouse.collector.load.StoreKeeper;
import io.gatehouse.collector.log.LocalDisk;
import io.gatehouse.collector.log.SegmentConfig;
import io.gatehouse.collector.log.SegmentIngestLog;
import io.gatehouse.collector.otlp.OtlpCollector;
import io.gatehouse.collector.sdk.SdkCollector;
import io.gatehouse.server.api.Backend;
import io.gatehouse.server.api.RestApi;
import io.gatehouse.server.backup.Restore;
import io.gatehouse.server.backup.Snapshots;
import io.gatehouse.server.config.IngestConfig;
import io.gatehouse.server.config.ServerConfig;
import io.gatehouse.server.config.SettingsException;
import io.gatehouse.server.http.Authenticator;
import io.gatehouse.server.http.HttpServer;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.keys.ApiKeyIssuer;
import io.gatehouse.server.keys.KeyFeed;
import io.gatehouse.server.keys.KeyMaterial;
import io.gatehouse.server.keys.SecretBox;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.duckdb.DuckDbConfig;
import io.gatehouse.storage.duckdb.DuckDbStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server and everything in it. This is the only place that knows how the parts fit
 * together.
 */
public final class GatehouseServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GatehouseServer.class);

  /** While loading is more behind than this, silence of those who report means nothing. */
  private static final long MAX_LAG_MILLIS = 20_000;

  /** What was started, last first, for stopping. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private final ServerConfig config;
  private final Catalog catalog;
  private final Storage storage;
  private final SegmentIngestLog ingestLog;
  private final Loader loader;
  private final Intake durableIntake;
  private final Authenticator authenticator;
  private final ApiKeyIssuer apiKeys;
  private final List<Route> routes;
  private final HttpServer http;
  private final Watch watch;
  private volatile Runnable stopDemo = () -> {};

  private GatehouseServer(ServerConfig config, Clock clock) throws IOException {
    this.config = config;
    Path directory = config.dataDirectory();
    refuseHalfRestored(directory);
    own(DirectoryLock.acquire(directory));
    Snapshots.removeAll(directory);
    storage = own(new DuckDbStorage(duckDb(config), clock));
    // Most of a start is the store's native library; the catalog opens meanwhile.
    CompletableFuture<Void> storeOpening =
        CompletableFuture.runAsync(storage::open, GatehouseServer::runOnThread);
    catalog = own(Catalog.open(directory, clock));
    TelemetryStore store = new TelemetryStore(storage, catalog);
    store.finishOpening(storeOpening);
    IngestConfig ingest = config.ingest();
    ByteBudget budget = new ByteBudget(ingest.bytesInFlight());
    ingestLog =
        own(
            SegmentIngestLog.open(
                segments(directory, ingest),
                new LocalDisk(),
                io.gatehouse.collector.Clock.SYSTEM,
                budget));
    loader =
        own(
            new Loader(
                ingestLog,
                store,
                new CatalogConsumers(catalog),
                LoaderConfig.DEFAULT,
                io.gatehouse.collector.Clock.SYSTEM));
    RetentionPreference retention = new RetentionPreference(catalog.preferences());
    StoreKeeper keeper =
        own(
            new StoreKeeper(
                storage::maintenance,
                loader,
                ingestLog,
                retention::get,
                () -> usableBytes(directory),
                StoreKeeper.Schedule.DEFAULT,
                io.gatehouse.collector.Clock.SYSTEM));
    SdkDirections sdkDirections = new SdkDirections(catalog);
    RuleHits ruleHits = new RuleHits(catalog.redactionHits(), clock);
    AppNews news =
        new AppNews(new DurableIntake(ingestLog, new AppRedactors(sdkDirections, ruleHits)));
    durableIntake = news;
    IngestRate intake = new IngestRate(durableIntake, clock);
    IngestCounters counters = new IngestCounters(io.gatehouse.collector.Clock.SYSTEM);
    OutcomeReporter reporter =
        own(new OutcomeReporter(counters, intake, OutcomeReporter.DEFAULT_INTERVAL));
    CatalogApps apps = new CatalogApps(catalog);
    TokenBucketQuota quota = new TokenBucketQuota(ingest);
    CatalogTopics topics = new CatalogTopics(catalog);
    List<HttpCollector> protocols =
        List.of(
            new SdkCollector(
                apps,
                quota,
                intake,
                counters,
                io.gatehouse.collector.Clock.SYSTEM,
                sdkDirections::answer),
            new HubCollector(apps, quota, intake, counters, io.gatehouse.collector.Clock.SYSTEM),
            new OtlpCollector(apps, quota, intake, counters, io.gatehouse.collector.Clock.SYSTEM),
            new ClientMetadata(
                topics,
                new ServiceAccountKeys(catalog.preferences())::get,
                config.http().publicUrl(),
                counters));
    PubsubCollector published =
        new PubsubCollector(topics, quota, intake, counters, io.gatehouse.collector.Clock.SYSTEM);
    authenticator = new Authenticator(catalog, clock);
    KeyMaterial keyMaterial = KeyMaterial.open(directory);
    KeyFeed keyFeed = new KeyFeed(catalog, keyMaterial, clock, this::keysSignalled);
    apiKeys = new ApiKeyIssuer(catalog.apiKeys(), keyMaterial, clock, keyFeed::changed);
    Monitoring monitoring =
        new Monitoring(directory, catalog, storage, ingestLog, loader, intake, counters);
    ConsumerErasure erasure =
        new ConsumerErasure(
            catalog,
            storage,
            ingestLog,
            loader,
            () -> usableBytes(directory),
            keyFeed::changed,
            clock);
    watch =
        own(
            new Watch(
                new Watch.Parts(
                    config,
                    catalog,
                    storage,
                    SecretBox.open(directory),
                    clock,
                    () -> loader.stats().lagMillis() < MAX_LAG_MILLIS,
                    news,
                    this::baseUrl)));
    RestApi api =
        new RestApi(
            new Backend(catalog, storage, new Passwords(), clock, Version.CURRENT),
            config.http(),
            retention,
            new RestApi.Hooks(
                this::hasDemo,
                this::removeDemo,
                this::forget,
                (app, consumers) -> storage.writer().describeConsumers(app, consumers),
                monitoring::storageStatus,
                sdkDirections,
                apiKeys,
                keyMaterial.signer(),
                erasure,
                own(new RedactionJobs(storage, sdkDirections, clock)),
                ruleHits,
                new Snapshots(
                    directory,
                    catalog,
                    storage,
                    ingestLog,
                    loader::position,
                    ingest.diskReserveBytes(),
                    clock),
                watch));
    routes = api.routes();
    http =
        own(
            new HttpServer(
                config.http(),
                config.otlp(),
                config.pubsub(),
                new Collector(protocols, budget),
                new Collector(List.of(published), budget),
                routes,
                authenticator,
                keyFeed,
                monitoring,
                watch.publicPages()));
    // Closed before the HTTP server, which waits for answers to end.
    own(api);
    own(keyFeed);
    loader.start();
    keeper.start();
    reporter.start();
    own(new LastUsedSaver(catalog, ruleHits));
    http.start();
    watch.guard().refuseOwnPort(http.localUrl().getPort());
    watch.start();
    own(AddressFile.write(directory, http.localUrl()));
    own(new RestoredErasures(directory, catalog, storage))
        .start(() -> loader.awaitApplied(ingestLog.end(), Duration.ofSeconds(5)), erasure::erase);
  }

  private static void refuseHalfRestored(Path directory) {
    if (Files.exists(directory.resolve(Restore.UNFINISHED))) {
      throw new SettingsException(
          "A restore into "
              + directory.toAbsolutePath()
              + " is under way, or was not finished. Then run it again with --replace.");
    }
  }

  /**
   * Starts a server.
   *
   * @throws io.gatehouse.server.config.SettingsException when it cannot start as configured
   */
  public static GatehouseServer start(ServerConfig config) {
    return start(config, Clock.systemUTC());
  }

  /** Starts a server whose pages, sessions and retention follow this clock. */
  static GatehouseServer start(ServerConfig config, Clock clock) {
    try {
      return new GatehouseServer(config, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the ingest log cannot be opened: " + e.getMessage(), e);
    }
  }

  private static DuckDbConfig duckDb(ServerConfig config) {
    int threads = config.storage().threads();
    DuckDbConfig defaults = DuckDbConfig.of(config.dataDirectory().resolve("store"));
    return new DuckDbConfig(
        defaults.directory(),
        config.storage().memoryBytes(),
        threads == 0 ? defaults.threads() : threads,
        defaults.tempLimitBytes(),
        config.storage().queryTimeout(),
        defaults.readers(),
        defaults.limits(),
        defaults.identities());
  }

  private static SegmentConfig segments(Path directory, IngestConfig ingest) {
    SegmentConfig defaults = SegmentConfig.in(directory.resolve("log"));
    return new SegmentConfig(
        defaults.folder(),
        ingest.segmentBytes(),
        ingest.logBytes(),
        ingest.diskReserveBytes(),
        defaults.keepFor(),
        defaults.maxQuarantineBytes());
  }

  private <T extends AutoCloseable> T own(T part) {
    started.push(part);
    return part;
  }

  private static void runOnThread(Runnable task) {
    Thread thread = new Thread(task, "gatehouse-open");
    thread.setDaemon(true);
    thread.start();
  }

  static long usableBytes(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Under which people reach the dashboard. */
  private String baseUrl() {
    String configured = config.http().publicUrl();
    return configured.isEmpty() ? http.localUrl().toString() : configured;
  }

  /** Monitors, rules and channels. */
  public Watch watch() {
    return watch;
  }

  public URI localUrl() {
    return http.localUrl();
  }

  /** Every operation of the REST API with its policy. */
  public List<Route> routes() {
    return routes;
  }

  public Catalog catalog() {
    return catalog;
  }

  /** Issues keys to callers of the apps. */
  public ApiKeyIssuer apiKeys() {
    return apiKeys;
  }

  Storage storage() {
    return storage;
  }

  public Authenticator authenticator() {
    return authenticator;
  }

  /** Where data goes that is made inside the server; it is not counted as coming in. */
  public Intake intake() {
    return durableIntake;
  }

  /** Waits until everything taken in so far can be seen; false when time is up. */
  public boolean awaitLoaded(Duration timeout) throws InterruptedException {
    return loader.awaitApplied(ingestLog.end(), timeout);
  }

  public ServerConfig config() {
    return config;
  }

  /** What to do when the demo is removed. */
  public void onDemoRemoved(Runnable stop) {
    stopDemo = stop;
  }

  private boolean hasDemo() {
    return catalog.apps().all().stream().anyMatch(App::demo);
  }

  private void removeDemo() {
    stopDemo.run();
    for (App app : catalog.apps().all()) {
      if (app.demo()) {
        catalog.apps().delete(app);
        forget(app);
      }
    }
  }

  private void keysSignalled(int app) {
    watch.keysSignalled(app);
  }

  private void forget(App app) {
    catalog.consumers().forget(app.number());
    storage.maintenance().forgetApp(app.number());
    watch.monitorsChanged();
  }

  /** Stops taking in, finishes what was accepted, closes everything. Later calls do nothing. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not close properly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
