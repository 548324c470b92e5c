// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Secrets with which services report to an app, whatever the protocol. Only their SHA-256 is kept;
 * an app may have several live ones, so that they can be changed one service at a time. Each has
 * other spellings for SDKs that insist on a form: a write token, and the id of a topic.
 */
public final class IngestTokens {

  /** What ingest tokens begin with; lets secret scanners and people recognise them. */
  public static final String PREFIX = "ghi_";

  public static final int MAX_LIVE = 20;

  /** What write tokens begin with; SDKs of the second generation check it. */
  public static final String WRITE_PREFIX = "apt_";

  private static final int WRITE_CHARS = 24;
  private static final String TOPIC_PREFIX = "gh-";
  private static final int TOPIC_CHARS = 40;
  private static final String TOPIC_SECRET = "ingest.topic-secret";
  private static final int SHOWN_CHARS = 8;

  private final Jdbi jdbi;
  private final Clock clock;
  private final Preferences preferences;

  /** Grows with each change; what was loaded before is out of date. */
  private final AtomicLong changes = new AtomicLong();

  private volatile Loaded loaded = new Loaded(-1, Map.of(), Map.of());

  private final Map<String, Long> lastUsed = new ConcurrentHashMap<>();

  private record Live(String id, int app, boolean paused, String topicId, String projectId) {}

  /**
   * @param live by the hash of each of their secrets
   * @param revokedTopics ids of tokens by the hash of their topic
   */
  private record Loaded(long change, Map<String, Live> live, Map<String, String> revokedTopics) {

    Loaded without(String id) {
      Map<String, Live> others = new HashMap<>(live);
      others.values().removeIf(token -> token.id.equals(id));
      return new Loaded(change, others, revokedTopics);
    }
  }

  IngestTokens(Jdbi jdbi, Clock clock, Preferences preferences) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.preferences = preferences;
  }

  /**
   * @param prefix how the secret begins, for people to recognise it
   */
  public record IngestToken(
      String id, String name, String prefix, long createdAt, @Nullable Long lastUsedAt) {}

  /**
   * @param secret shown once
   * @param writeToken the same for SDKs that take {@code apt_} only; shown once
   * @param topicId the same for SDKs that publish to a topic; shown once
   * @param projectId of the app, beside the topic; no secret
   */
  public record Created(
      IngestToken token, String secret, String writeToken, String topicId, String projectId) {}

  /**
   * Whose token it is.
   *
   * @param app number of the app
   */
  public record Owner(int app, boolean paused) {}

  /**
   * Whose messages come to a topic.
   *
   * @param app number of the app
   * @param projectId what each message names
   */
  public record Topic(int app, boolean paused, String projectId) {}

  /**
   * Where the holder of a token publishes to.
   *
   * @param topicId a secret, like the token
   */
  public record Destination(String topicId, String projectId) {}

  /**
   * @throws CatalogException when the app has {@link #MAX_LIVE} live ones
   */
  public Created create(App app, String name) {
    String secret = Secrets.randomToken(PREFIX);
    String writeToken = WRITE_PREFIX + Secrets.random(WRITE_CHARS);
    IngestToken token =
        new IngestToken(
            UUID.randomUUID().toString(),
            name,
            secret.substring(0, SHOWN_CHARS),
            clock.millis(),
            null);
    call(
        jdbi,
        handle -> {
          if (list(app).size() >= MAX_LIVE) {
            throw new CatalogException(
                "the app has " + MAX_LIVE + " live ingest tokens; revoke one first", null);
          }
          return handle.execute(
              "INSERT INTO ingest_token (id, app, name, prefix, secret_hash, write_hash,"
                  + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
              token.id(),
              app.number(),
              name,
              token.prefix(),
              Secrets.hash(secret),
              Secrets.hash(writeToken),
              token.createdAt());
        });
    changes.incrementAndGet();
    return new Created(
        token, secret, writeToken, topicOf(topicSecret(), token.id()), projectOf(app.id()));
  }

  /** The same for as long as the token lives: SDKs keep a topic for hours. */
  private static String topicOf(String topicSecret, String tokenId) {
    return TOPIC_PREFIX + Secrets.derived(topicSecret, tokenId, TOPIC_CHARS);
  }

  private String topicSecret() {
    return preferences
        .get(TOPIC_SECRET)
        .orElseGet(
            () -> {
              String made = Secrets.random();
              preferences.set(TOPIC_SECRET, made);
              return made;
            });
  }

  private static String projectOf(String appId) {
    byte[] name = ("gatehouse-project " + appId).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  /** Live tokens, newest first. */
  public List<IngestToken> list(App app) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM ingest_token WHERE app = ? AND revoked_at IS NULL"
                        + " ORDER BY created_at DESC, id",
                    app.number())
                .map((row, context) -> token(row))
                .list());
  }

  /**
   * @return false when the app has no such live token
   */
  public boolean revoke(App app, String id) {
    boolean revoked =
        call(
            jdbi,
            handle ->
                handle.execute(
                        "UPDATE ingest_token SET revoked_at = ?"
                            + " WHERE id = ? AND app = ? AND revoked_at IS NULL",
                        clock.millis(),
                        id,
                        app.number())
                    > 0);
    loaded = loaded.without(id);
    changes.incrementAndGet();
    return revoked;
  }

  /**
   * Whose live token this is. Answers from memory.
   *
   * @throws RuntimeException when the catalog cannot be read: then nothing is certain
   */
  public Optional<Owner> ownerOf(String secret) {
    return isSecret(secret)
        ? live(secret).map(live -> new Owner(live.app, live.paused))
        : Optional.empty();
  }

  private static boolean isSecret(String secret) {
    return Secrets.isWellFormedToken(PREFIX, secret)
        || (secret.startsWith(WRITE_PREFIX)
            && secret.length() == WRITE_PREFIX.length() + WRITE_CHARS);
  }

  /** As {@link #ownerOf}, with what SDKs that publish to a topic are told. */
  public Optional<Destination> destinationOf(String secret) {
    return isSecret(secret)
        ? live(secret).map(live -> new Destination(live.topicId, live.projectId))
        : Optional.empty();
  }

  /** As {@link #ownerOf}, for the id of a topic. */
  public Optional<Topic> topic(String topicId) {
    return isTopic(topicId)
        ? live(topicId).map(live -> new Topic(live.app, live.paused, live.projectId))
        : Optional.empty();
  }

  /** Whether the topic belonged to a token that was revoked. */
  public boolean isRevokedTopic(String topicId) {
    return isTopic(topicId) && current().revokedTopics.containsKey(Secrets.hash(topicId));
  }

  private static boolean isTopic(String topicId) {
    return topicId.startsWith(TOPIC_PREFIX)
        && topicId.length() == TOPIC_PREFIX.length() + TOPIC_CHARS;
  }

  private Optional<Live> live(String secret) {
    String hash = Secrets.hash(secret);
    Live live;
    try {
      live = current().live.get(hash);
    } catch (RuntimeException e) {
      // What was good when the catalog could be read is good until it can be again.
      live = loaded.live.get(hash);
      if (live == null) {
        throw e;
      }
    }
    if (live != null) {
      lastUsed.put(live.id, clock.millis());
    }
    return Optional.ofNullable(live);
  }

  private Loaded current() {
    long change = changes.get();
    Loaded known = loaded;
    if (known.change != change) {
      known = load(change);
      loaded = known;
    }
    return known;
  }

  /** Apps were paused, resumed or deleted. */
  void appsChanged() {
    changes.incrementAndGet();
  }

  /** Writes down when tokens were last used; called now and then. */
  public void saveLastUsed() {
    Map<String, Long> used = Map.copyOf(lastUsed);
    lastUsed.keySet().removeAll(used.keySet());
    if (!used.isEmpty()) {
      call(
          jdbi,
          handle -> {
            used.forEach(
                (id, at) ->
                    handle.execute(
                        "UPDATE ingest_token SET last_used_at = ? WHERE id = ?", at, id));
            return used.size();
          });
    }
  }

  private Loaded load(long change) {
    String topicSecret = topicSecret();
    return call(
        jdbi,
        handle -> {
          Map<String, Live> live = new HashMap<>();
          Map<String, String> revokedTopics = new HashMap<>();
          handle
              .select(
                  "SELECT t.id, t.secret_hash, t.write_hash, t.revoked_at, t.app, a.paused,"
                      + " a.id AS app_id FROM ingest_token t"
                      + " JOIN app a ON a.number = t.app WHERE a.deleted = 0")
              .map((row, context) -> stored(row, topicSecret))
              .forEach(
                  stored -> {
                    String topicHash = Secrets.hash(stored.live.topicId);
                    if (stored.revoked) {
                      revokedTopics.put(topicHash, stored.live.id);
                      return;
                    }
                    live.put(stored.hash, stored.live);
                    live.put(topicHash, stored.live);
                    if (stored.writeHash != null) {
                      live.put(stored.writeHash, stored.live);
                    }
                  });
          return new Loaded(change, live, revokedTopics);
        });
  }

  private record Stored(String hash, @Nullable String writeHash, boolean revoked, Live live) {}

  private static Stored stored(ResultSet row, String topicSecret) throws SQLException {
    row.getLong("revoked_at");
    boolean revoked = !row.wasNull();
    String id = row.getString("id");
    return new Stored(
        row.getString("secret_hash"),
        row.getString("write_hash"),
        revoked,
        new Live(
            id,
            row.getInt("app"),
            row.getInt("paused") == 1,
            topicOf(topicSecret, id),
            projectOf(row.getString("app_id"))));
  }

  private IngestToken token(ResultSet row) throws SQLException {
    long stored = row.getLong("last_used_at");
    Long storedAt = row.wasNull() ? null : stored;
    Long recent = lastUsed.get(row.getString("id"));
    return new IngestToken(
        row.getString("id"),
        row.getString("name"),
        row.getString("prefix"),
        row.getLong("created_at"),
        recent != null ? recent : storedAt);
  }
}
