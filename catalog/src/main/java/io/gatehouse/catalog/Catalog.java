// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The catalog's database and the parts it is made of. Opened once; thread-safe.
 *
 * <pre>{@code
 * try (Catalog catalog = Catalog.open(dataDirectory, Clock.systemUTC())) {
 *   App app = catalog.apps().create(workspace, "Shop", false);
 * }
 * }</pre>
 */
public final class Catalog implements AutoCloseable {

  /** Name of the database file within the data directory. */
  public static final String FILE = "catalog.sqlite";

  private final HikariDataSource dataSource;
  private final Jdbi jdbi;
  private final Members members;
  private final Sessions sessions;
  private final ApiTokens tokens;
  private final ApiKeys apiKeys;
  private final KeySignals keySignals;
  private final KeyCandidates keyCandidates;
  private final KeyDefaults keyDefaults;
  private final KeyRoles keyRoles;
  private final Statements statements;
  private final Setup setup;
  private final SignInGuard signInGuard;
  private final SignInPolicies signInPolicies;
  private final SecondFactors secondFactors;
  private final Passkeys passkeys;
  private final SignInProviders signInProviders;
  private final Identities identities;
  private final Invitations invitations;
  private final IngestTokens ingestTokens;
  private final SdkSettings sdkSettings;
  private final Apps apps;
  private final Environments environments;
  private final Consumers consumers;
  private final EndpointSettings endpointSettings;
  private final Preferences preferences;
  private final SavedViews savedViews;
  private final ShareLinks shareLinks;
  private final Audit audit;
  private final Erasures erasures;
  private final RedactionHits redactionHits;
  private final Monitors monitors;
  private final CheckHours checkHours;
  private final QuietTimes quietTimes;
  private final Channels channels;
  private final AlertRules alertRules;
  private final Alerts alerts;
  private final Outbox outbox;
  private final StatusPages statusPages;
  private final StatusPosts statusPosts;
  private final Annotations annotations;
  private final WatchTimes watchTimes;
  private final Slos slos;
  private final Reports reports;

  private Catalog(HikariDataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource);
    this.audit = new Audit(jdbi, clock);
    this.erasures = new Erasures(jdbi);
    this.members = new Members(jdbi, clock);
    this.sessions = new Sessions(jdbi, clock);
    this.tokens = new ApiTokens(jdbi, clock);
    this.apiKeys = new ApiKeys(jdbi, clock);
    this.keySignals = new KeySignals(jdbi);
    this.keyCandidates = new KeyCandidates(jdbi);
    this.keyDefaults = new KeyDefaults(jdbi);
    this.keyRoles = new KeyRoles(jdbi);
    this.statements = new Statements(jdbi);
    this.setup = new Setup(jdbi, clock);
    this.signInGuard = new SignInGuard(jdbi, clock);
    this.signInPolicies = new SignInPolicies(jdbi);
    this.secondFactors = new SecondFactors(jdbi, clock);
    this.passkeys = new Passkeys(jdbi, clock);
    this.signInProviders = new SignInProviders(jdbi, clock);
    this.identities = new Identities(jdbi, clock);
    this.invitations = new Invitations(jdbi, clock);
    this.preferences = new Preferences(jdbi);
    this.ingestTokens = new IngestTokens(jdbi, clock, preferences);
    this.sdkSettings = new SdkSettings(jdbi);
    this.apps = new Apps(jdbi, clock, ingestTokens);
    this.environments = new Environments(jdbi, clock);
    this.consumers = new Consumers(jdbi);
    this.endpointSettings = new EndpointSettings(jdbi);
    this.savedViews = new SavedViews(jdbi, clock);
    this.shareLinks = new ShareLinks(jdbi, clock);
    this.redactionHits = new RedactionHits(jdbi, clock);
    this.monitors = new Monitors(jdbi, clock);
    this.checkHours = new CheckHours(jdbi);
    this.quietTimes = new QuietTimes(jdbi, clock);
    this.channels = new Channels(jdbi, clock);
    this.alertRules = new AlertRules(jdbi, clock);
    this.alerts = new Alerts(jdbi);
    this.outbox = new Outbox(jdbi);
    this.statusPages = new StatusPages(jdbi, clock);
    this.statusPosts = new StatusPosts(jdbi, clock);
    this.annotations = new Annotations(jdbi, clock);
    this.watchTimes = new WatchTimes(jdbi);
    this.slos = new Slos(jdbi, clock);
    this.reports = new Reports(jdbi, clock);
  }

  /**
   * Opens the catalog in a directory, creates or migrates its tables.
   *
   * @throws CatalogException when the database was written by a newer version or cannot be read
   */
  public static Catalog open(Path directory, Clock clock) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory, e);
    }
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    sqlite.enforceForeignKeys(true);
    sqlite.setBusyTimeout(10_000);
    // What is deleted is written over, so that an erased name is gone from the file.
    sqlite.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource file = new SQLiteDataSource(sqlite);
    file.setUrl("jdbc:sqlite:" + directory.resolve(FILE));
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(file);
    pool.setPoolName("gatehouse-catalog");
    pool.setMaximumPoolSize(4);
    pool.setMinimumIdle(1);
    HikariDataSource dataSource = new HikariDataSource(pool);
    try {
      migrate(dataSource);
      return new Catalog(dataSource, clock);
    } catch (RuntimeException e) {
      dataSource.close();
      throw new CatalogException(
          "cannot open the catalog "
              + directory.resolve(FILE)
              + ": "
              + e.getMessage()
              + " If it was written by a newer Gatehouse, start that version;"
              + " if it is damaged, restore it from a backup.",
          e);
    }
  }

  private static void migrate(HikariDataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:io/gatehouse/catalog/migrations")
        .table("schema_history")
        .loggers("slf4j")
        .ignoreMigrationPatterns(new String[0])
        .load()
        .migrate();
  }

  public Members members() {
    return members;
  }

  public Sessions sessions() {
    return sessions;
  }

  public ApiTokens tokens() {
    return tokens;
  }

  /** Keys that callers of the apps use. */
  public ApiKeys apiKeys() {
    return apiKeys;
  }

  public KeySignals keySignals() {
    return keySignals;
  }

  public KeyRoles keyRoles() {
    return keyRoles;
  }

  public KeyDefaults keyDefaults() {
    return keyDefaults;
  }

  public KeyCandidates keyCandidates() {
    return keyCandidates;
  }

  /** What consumers were told they used. */
  public Statements statements() {
    return statements;
  }

  public Setup setup() {
    return setup;
  }

  public SignInGuard signInGuard() {
    return signInGuard;
  }

  public SignInPolicies signInPolicies() {
    return signInPolicies;
  }

  public SecondFactors secondFactors() {
    return secondFactors;
  }

  public Passkeys passkeys() {
    return passkeys;
  }

  public SignInProviders signInProviders() {
    return signInProviders;
  }

  public Identities identities() {
    return identities;
  }

  public Invitations invitations() {
    return invitations;
  }

  public IngestTokens ingestTokens() {
    return ingestTokens;
  }

  public SdkSettings sdkSettings() {
    return sdkSettings;
  }

  public Apps apps() {
    return apps;
  }

  public Environments environments() {
    return environments;
  }

  public Consumers consumers() {
    return consumers;
  }

  public EndpointSettings endpointSettings() {
    return endpointSettings;
  }

  public Preferences preferences() {
    return preferences;
  }

  public SavedViews savedViews() {
    return savedViews;
  }

  public ShareLinks shareLinks() {
    return shareLinks;
  }

  public RedactionHits redactionHits() {
    return redactionHits;
  }

  public Monitors monitors() {
    return monitors;
  }

  public CheckHours checkHours() {
    return checkHours;
  }

  public QuietTimes quietTimes() {
    return quietTimes;
  }

  public Channels channels() {
    return channels;
  }

  public AlertRules alertRules() {
    return alertRules;
  }

  public Alerts alerts() {
    return alerts;
  }

  public Outbox outbox() {
    return outbox;
  }

  public StatusPages statusPages() {
    return statusPages;
  }

  public StatusPosts statusPosts() {
    return statusPosts;
  }

  public Annotations annotations() {
    return annotations;
  }

  public Reports reports() {
    return reports;
  }

  public Slos slos() {
    return slos;
  }

  public WatchTimes watchTimes() {
    return watchTimes;
  }

  public Audit audit() {
    return audit;
  }

  /**
   * Runs work in one transaction on one connection; everything the parts of this catalog do on the
   * calling thread meanwhile belongs to it. A privileged change and its audit entry go together.
   */
  public <T> T inTransaction(java.util.function.Supplier<T> work) {
    return jdbi.inTransaction(handle -> ThreadHandle.with(handle, work));
  }

  /** Consumers that were erased. */
  public Erasures erasures() {
    return erasures;
  }

  /**
   * Writes all that is committed now as the database of another catalog, while this one goes on.
   *
   * @param file must not exist
   */
  public void copyTo(Path file) {
    jdbi.useHandle(handle -> handle.execute("VACUUM INTO ?", file.toString()));
  }

  /**
   * Empties the write-ahead log, which holds what was deleted as well; not within a transaction.
   *
   * @return false when somebody who reads kept it from being emptied
   */
  public boolean emptyWal() {
    return jdbi.withHandle(
        handle ->
            handle
                .select("PRAGMA wal_checkpoint(TRUNCATE)")
                .map((row, context) -> row.getInt(1) == 0)
                .one());
  }

  /** Version of the tables. */
  public int schemaVersion() {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM schema_history"
                        + " WHERE success = 1")
                .mapTo(Integer.class)
                .one());
  }

  /** Whether the database answers. */
  public boolean isHealthy() {
    try {
      return jdbi.withHandle(handle -> handle.select("SELECT 1").mapTo(Integer.class).one()) == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
