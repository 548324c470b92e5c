// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

  @TempDir Path directory;

  private final MovableClock clock = new MovableClock();
  private Catalog catalog;
  private long workspace;

  @BeforeEach
  void open() {
    catalog = Catalog.open(directory, clock);
    workspace = catalog.members().createWorkspace("Harbour");
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void create_sameNameTwice_givesDifferentIds() {
    assertThat(catalog.apps().create(workspace, "Shop API", false).id()).isEqualTo("shop-api");
    assertThat(catalog.apps().create(workspace, "Shop  API!", false).id()).isEqualTo("shop-api-2");
    assertThat(catalog.apps().create(workspace, "日本", false).id()).isEqualTo("app");
  }

  @Test
  void clientId_ofNewApp_isLowerCaseVersion4AndResolves() {
    App app = catalog.apps().create(workspace, "Shop", false);
    String clientId = catalog.apps().clientIds(app).get(0).clientId();
    assertThat(clientId).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-.{12}");
    assertThat(catalog.apps().byClientId(UUID.fromString(clientId))).contains(app);
    assertThat(catalog.apps().byClientId(UUID.randomUUID())).isEmpty();
  }

  @Test
  void ingestToken_resolvesUntilItIsRevoked_andItsSecretIsNotKept() throws Exception {
    App app = catalog.apps().create(workspace, "Shop", false);
    IngestTokens.Created created = catalog.ingestTokens().create(app, "orders");
    assertThat(created.secret()).startsWith(IngestTokens.PREFIX).hasSize(53);
    assertThat(catalog.ingestTokens().ownerOf(created.secret()))
        .contains(new IngestTokens.Owner(app.number(), false));
    String typo = created.secret().replaceFirst(".$", created.secret().endsWith("0") ? "1" : "0");
    assertThat(catalog.ingestTokens().ownerOf(typo)).isEmpty();

    catalog.ingestTokens().saveLastUsed();
    assertThat(catalog.ingestTokens().list(app).get(0).lastUsedAt()).isEqualTo(clock.millis());
    catalog.close();
    assertThat(Files.readString(directory.resolve(Catalog.FILE), StandardCharsets.ISO_8859_1))
        .doesNotContain(created.secret());
    catalog = Catalog.open(directory, clock);

    assertThat(catalog.ingestTokens().revoke(app, created.token().id())).isTrue();
    assertThat(catalog.ingestTokens().ownerOf(created.secret())).isEmpty();
    assertThat(catalog.ingestTokens().revoke(app, created.token().id())).isFalse();
  }

  @Test
  void ingestToken_hasSpellingsForSdksThatInsistOnAForm() {
    App app = catalog.apps().create(workspace, "Orders", false);
    IngestTokens.Created created = catalog.ingestTokens().create(app, "orders");
    IngestTokens.Created other = catalog.ingestTokens().create(app, "other");
    assertThat(created.writeToken()).matches("apt_[a-zA-Z0-9]{24}");
    assertThat(created.topicId()).matches("gh-[a-z2-7]{40}").isNotEqualTo(other.topicId());
    assertThat(UUID.fromString(created.projectId())).isEqualTo(UUID.fromString(other.projectId()));
    IngestTokens.Owner owner = new IngestTokens.Owner(app.number(), false);
    assertThat(catalog.ingestTokens().ownerOf(created.writeToken())).contains(owner);
    assertThat(catalog.ingestTokens().topic(created.topicId()))
        .contains(new IngestTokens.Topic(app.number(), false, created.projectId()));
    assertThat(catalog.ingestTokens().destinationOf(created.secret()))
        .contains(new IngestTokens.Destination(created.topicId(), created.projectId()));
    assertThat(catalog.ingestTokens().ownerOf(created.topicId())).isEmpty();
    catalog.ingestTokens().revoke(app, created.token().id());
    assertThat(catalog.ingestTokens().ownerOf(created.writeToken())).isEmpty();
    assertThat(catalog.ingestTokens().topic(created.topicId())).isEmpty();
    assertThat(catalog.ingestTokens().isRevokedTopic(created.topicId())).isTrue();
    assertThat(catalog.ingestTokens().isRevokedTopic(other.topicId())).isFalse();
    assertThat(catalog.ingestTokens().ownerOf(other.writeToken())).contains(owner);
  }

  @Test
  void at6_topicAndKey_liveUntilTheyAreRevokedAndThroughARestart() {
    App app = catalog.apps().create(workspace, "Orders", false);
    IngestTokens.Created created = catalog.ingestTokens().create(app, "orders");
    catalog.ingestTokens().create(app, "its successor");
    catalog.close();
    catalog = Catalog.open(directory, clock);
    assertThat(catalog.ingestTokens().topic(created.topicId())).isPresent();
    assertThat(catalog.ingestTokens().destinationOf(created.secret()))
        .contains(new IngestTokens.Destination(created.topicId(), created.projectId()));
  }

  @Test
  void at5_catalogAway_keysSeenBeforeAreStillKnown() {
    App app = catalog.apps().create(workspace, "Orders", false);
    IngestTokens tokens = catalog.ingestTokens();
    IngestTokens.Created created = tokens.create(app, "orders");
    assertThat(tokens.destinationOf(created.secret())).isPresent();
    tokens.appsChanged();
    catalog.close();
    assertThat(tokens.destinationOf(created.secret())).isPresent();
    assertThat(tokens.topic(created.topicId())).isPresent();
    String unseen = "apt_" + "a".repeat(24);
    assertThatThrownBy(() -> tokens.destinationOf(unseen)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void ingestToken_overTheLimit_isRefused() {
    App app = catalog.apps().create(workspace, "Shop", false);
    for (int i = 0; i < IngestTokens.MAX_LIVE; i++) {
      catalog.ingestTokens().create(app, "token " + i);
    }
    assertThatThrownBy(() -> catalog.ingestTokens().create(app, "one more"))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("20 live ingest tokens");
  }

  @Test
  void sdkSettings_changed_haveTheNextRevision() {
    App app = catalog.apps().create(workspace, "Shop", false);
    assertThat(catalog.sdkSettings().get(app.number())).isEmpty();
    catalog.sdkSettings().set(app, "{}");
    catalog.sdkSettings().set(app, "{\"flushIntervalMillis\":5000}");
    assertThat(catalog.sdkSettings().get(app.number()))
        .contains(new SdkSettings.Stored(2, "{\"flushIntervalMillis\":5000}"));
  }

  @Test
  void rotateClientId_twice_keepsTwoLiveAndRefusesAThird() {
    App app = catalog.apps().create(workspace, "Shop", false);
    Apps.ClientId first = catalog.apps().clientIds(app).get(0);
    Apps.ClientId second = catalog.apps().rotateClientId(app);
    assertThat(catalog.apps().byClientId(UUID.fromString(first.clientId()))).isPresent();
    assertThat(catalog.apps().byClientId(UUID.fromString(second.clientId()))).isPresent();
    assertThatThrownBy(() -> catalog.apps().rotateClientId(app))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("2 live client ids");

    assertThat(catalog.apps().revokeClientId(app, first.id())).isTrue();
    assertThat(catalog.apps().byClientId(UUID.fromString(first.clientId()))).isEmpty();
    assertThat(catalog.apps().byClientId(UUID.fromString(second.clientId()))).isPresent();
  }

  @Test
  void delete_app_freesItsIdButNotItsNumber() {
    App app = catalog.apps().create(workspace, "Shop", false);
    String clientId = catalog.apps().clientIds(app).get(0).clientId();
    catalog.environments().observe(app.number(), "prod", "Prod");
    catalog.apps().delete(app);
    assertThat(catalog.apps().find(workspace, "shop")).isEmpty();
    assertThat(catalog.apps().byClientId(UUID.fromString(clientId))).isEmpty();
    App next = catalog.apps().create(workspace, "Shop", false);
    assertThat(next.id()).isEqualTo("shop");
    assertThat(next.number()).isNotEqualTo(app.number());
  }

  @Test
  void find_appOfAnotherWorkspace_isEmpty() {
    catalog.apps().create(workspace, "Shop", false);
    assertThat(catalog.apps().find(workspace + 1, "shop")).isEmpty();
  }

  @Test
  void observe_environment_keepsFirstSpelling() {
    App app = catalog.apps().create(workspace, "Shop", false);
    catalog.environments().observe(app.number(), "prod", "Prod");
    catalog.environments().observe(app.number(), "prod", "PROD");
    assertThat(catalog.environments().list(app))
        .extracting(Environments.Environment::displayName)
        .containsExactly("Prod");
  }

  @Test
  void observe_consumer_nullMeansUnchangedAndPinsHold() {
    int app = catalog.apps().create(workspace, "Shop", false).number();
    Consumers consumers = catalog.consumers();
    assertThat(consumers.observe(app, "acme", null, null)).isEmpty();
    assertThat(consumers.observe(app, "acme", "Acme", "Gold")).isPresent();
    assertThat(consumers.observe(app, "acme", null, null)).isEmpty();
    assertThat(consumers.groups(app)).containsExactly("Gold");
    consumers.save(app, new Consumers.NamedConsumer("acme", "Acme Inc", "Gold", true, false));
    assertThat(consumers.observe(app, "acme", "Other", "Silver"))
        .contains(new Consumers.NamedConsumer("acme", "Acme Inc", "Silver", true, false));
    assertThat(consumers.changeGroup(app, "Silver", "Platinum"))
        .extracting(Consumers.NamedConsumer::group)
        .containsExactly("Platinum");
    assertThat(consumers.groups(app)).containsExactly("Gold", "Platinum");
  }

  @Test
  void consumers_afterReopen_areTheSame() {
    int app = catalog.apps().create(workspace, "Shop", false).number();
    catalog.consumers().observe(app, "acme", "Acme", "Gold");
    catalog.close();
    catalog = Catalog.open(directory, clock);
    assertThat(catalog.consumers().list(app))
        .containsExactly(new Consumers.NamedConsumer("acme", "Acme", "Gold", false, false));
  }

  @Test
  void redeem_setupToken_worksOnceAndForAnHour() {
    String token = catalog.setup().issue();
    assertThat(token.length()).isGreaterThanOrEqualTo(22);
    assertThat(catalog.setup().redeem("wrong")).isFalse();
    assertThat(catalog.setup().redeem(token)).isTrue();
    assertThat(catalog.setup().redeem(token)).isFalse();
    String late = catalog.setup().issue();
    clock.advance(Duration.ofMinutes(61));
    assertThat(catalog.setup().redeem(late)).isFalse();
  }

  @Test
  void session_endsAfterIdleAndAbsoluteTime() {
    Member member = member("a@example.com");
    String secret =
        catalog.sessions().create(member.id(), "password", "127.0.0.1", "test").secret();
    assertThat(catalog.sessions().find(secret)).isPresent();
    clock.advance(Duration.ofHours(13));
    assertThat(catalog.sessions().find(secret)).isEmpty();

    String used = catalog.sessions().create(member.id(), "password", "127.0.0.1", "test").secret();
    for (int hours = 0; hours < 24 * 7; hours += 6) {
      assertThat(catalog.sessions().find(used)).as("after %s h", hours).isPresent();
      clock.advance(Duration.ofHours(6));
    }
    clock.advance(Duration.ofMinutes(1));
    assertThat(catalog.sessions().find(used)).isEmpty();
  }

  @Test
  void session_secret_isNotInTheDatabase() throws Exception {
    Member member = member("a@example.com");
    String secret =
        catalog.sessions().create(member.id(), "password", "127.0.0.1", "test").secret();
    String token = catalog.tokens().create(member.id(), "ci", Role.VIEWER, null).secret();
    catalog.close();
    byte[] file = java.nio.file.Files.readAllBytes(directory.resolve(Catalog.FILE));
    String text = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).contains("a@example.com").doesNotContain(secret).doesNotContain(token);
    catalog = Catalog.open(directory, clock);
  }

  @Test
  void token_wrongChecksumExpiredOrRevoked_isNotFound() {
    Member member = member("a@example.com");
    ApiTokens.Created created =
        catalog
            .tokens()
            .create(member.id(), "ci", Role.VIEWER, clock.millis() + Duration.ofDays(1).toMillis());
    String secret = created.secret();
    assertThat(secret).startsWith("ght_");
    assertThat(catalog.tokens().find(secret)).isPresent();
    char last = secret.charAt(secret.length() - 1);
    assertThat(
            catalog
                .tokens()
                .find(secret.substring(0, secret.length() - 1) + (last == 'x' ? 'y' : 'x')))
        .isEmpty();
    assertThat(catalog.tokens().revoke("someone else", created.token().id())).isFalse();
    clock.advance(Duration.ofDays(2));
    assertThat(catalog.tokens().find(secret)).isEmpty();
  }

  @Test
  void signInGuard_afterFiveFailures_makesTheAccountWaitLongerEachTime() {
    SignInGuard guard = catalog.signInGuard();
    for (int i = 0; i < 4; i++) {
      guard.failed("a@example.com", "10.0.0." + i);
    }
    assertThat(guard.wait("a@example.com", "10.0.0.9")).isEqualTo(Duration.ZERO);
    guard.failed("A@example.com ", "10.0.0.5");
    assertThat(guard.wait("a@example.com", "10.0.0.9")).isEqualTo(Duration.ofSeconds(5));
    guard.failed("a@example.com", "10.0.0.5");
    assertThat(guard.wait("a@example.com", "10.0.0.9")).isEqualTo(Duration.ofSeconds(10));
    assertThat(guard.wait("b@example.com", "10.0.0.9")).isEqualTo(Duration.ZERO);
    catalog.close();
    catalog = Catalog.open(directory, clock);
    assertThat(catalog.signInGuard().wait("a@example.com", "10.0.0.9"))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(SignInGuard.waitAfter(60)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void audit_changedEntry_breaksTheChain() throws Exception {
    recordApps(5);
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(5, null));
    assertThat(catalog.audit().list("app-3", Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(catalog.audit().list("%", Long.MAX_VALUE, 10)).isEmpty();
    sql("UPDATE audit SET target = 'other' WHERE seq = 3");
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(2, 3L));
    sql("UPDATE audit SET target = 'app-2' WHERE seq = 3");
    assertThat(catalog.audit().verify().brokenAt()).isNull();
    sql("DELETE FROM audit WHERE seq = 2");
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(1, 2L));
  }

  @Test
  void audit_tailCutOff_showsAlsoAfterNewEntries() throws Exception {
    recordApps(5);
    String head = catalog.audit().head().orElseThrow().hash();
    sql("DELETE FROM audit WHERE seq > 3");
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(3, 4L));
    recordApps(1);
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(3, 4L));
    assertThat(catalog.audit().list("", Long.MAX_VALUE, 1).get(0).seq()).isEqualTo(6);
    assertThat(catalog.audit().head().orElseThrow().hash()).isNotEqualTo(head);
    sql("DELETE FROM audit");
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(0, 1L));
  }

  @Test
  void audit_headRemovedOrChanged_shows() throws Exception {
    recordApps(2);
    sql("UPDATE audit_head SET entries = 1");
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(2, 2L));
    sql("DELETE FROM audit_head");
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(2, 2L));
    recordApps(1);
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(3, 3L));
    assertThat(catalog.audit().head()).isEmpty();
  }

  @Test
  void audit_ofAnEarlierVersion_getsItsHead() throws Exception {
    recordApps(3);
    catalog.close();
    sql("DROP TABLE audit_head");
    sql("DROP TABLE invitation");
    sql("DROP TABLE member_identity");
    sql("DROP TABLE sign_in_provider");
    sql("DROP TABLE passkey");
    sql("DROP TABLE recovery_code");
    sql("DROP TABLE totp");
    sql("ALTER TABLE session DROP COLUMN method");
    sql("ALTER TABLE session DROP COLUMN proven_at");
    sql("ALTER TABLE workspace DROP COLUMN second_factor");
    sql("ALTER TABLE workspace DROP COLUMN passwords");
    sql("ALTER TABLE ingest_token DROP COLUMN write_hash");
    sql("DROP TABLE erasure");
    sql("DROP TABLE saved_view");
    sql("DROP TABLE share_link");
    sql("DROP TABLE redaction_hit");
    sql("DROP TABLE key_signal");
    sql("DROP TABLE key_default");
    sql("DROP TABLE key_role");
    sql("DROP TABLE statement_entry");
    sql("DROP TABLE statement");
    sql("DROP TABLE report");
    sql("DROP TABLE annotation");
    sql("DROP TABLE watch_time");
    sql("DROP TABLE slo");
    sql("DROP TABLE status_update");
    sql("DROP TABLE status_post");
    sql("DROP TABLE status_component");
    sql("DROP TABLE status_page");
    sql("DROP TABLE outbox");
    sql("DROP TABLE alert");
    sql("DROP TABLE alert_state");
    sql("DROP TABLE alert_rule");
    sql("DROP TABLE channel");
    sql("DROP TABLE quiet_time");
    sql("DROP TABLE monitor_incident");
    sql("DROP TABLE monitor_hour");
    sql("DROP TABLE monitor");
    sql("DROP TABLE api_key_secret");
    sql("DROP TABLE api_key");
    sql("DROP TABLE api_key_change");
    sql("DELETE FROM schema_history WHERE CAST(version AS INTEGER) >= 3");
    catalog = Catalog.open(directory, clock);
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(3, null));
    recordApps(1);
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(4, null));
  }

  private void recordApps(int count) {
    for (int i = 0; i < count; i++) {
      catalog.audit().record("a@example.com", "app.create", "app-" + i, "{}", "127.0.0.1");
    }
  }

  @Test
  void inTransaction_failure_undoesChangeAndAudit() {
    assertThatThrownBy(
            () ->
                catalog.inTransaction(
                    () -> {
                      catalog.apps().create(workspace, "Shop", false);
                      catalog.audit().record("a", "app.create", "shop", "{}", "");
                      throw new IllegalStateException("later step failed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(catalog.apps().list(workspace)).isEmpty();
    assertThat(catalog.audit().list("", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(catalog.audit().verify()).isEqualTo(new Audit.Verification(0, null));
  }

  @Test
  void open_newerSchema_isRefusedWithAdvice() throws Exception {
    sql(
        "INSERT INTO schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, installed_on, execution_time, success)"
            + " VALUES (99, '99', 'from the future', 'SQL', 'V99__future.sql', 1, 'x',"
            + " '2030-01-01 00:00:00.000', 1, 1)");
    catalog.close();
    assertThatThrownBy(() -> Catalog.open(directory, clock))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("newer Gatehouse");
    catalogReopenWithout99();
  }

  private void catalogReopenWithout99() throws Exception {
    sql("DELETE FROM schema_history WHERE installed_rank = 99");
    catalog = Catalog.open(directory, clock);
  }

  private Member member(String email) {
    return catalog.members().create(workspace, "Ines", email, null, Role.OWNER, true);
  }

  private void sql(String statement) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Catalog.FILE));
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static final class MovableClock extends Clock {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
