// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * API keys of the apps' callers. Of a secret only a hash is here. Each change gets a number, so
 * that services can ask for what they do not know yet; keys are never deleted, because what was
 * used with them has to be accounted for.
 */
public final class ApiKeys {

  /** More than so many keys an app cannot have. */
  public static final int MAX_KEYS = 200_000;

  /** Secrets of one key that are valid at a time. */
  public static final int MAX_SECRETS = 5;

  /** Values of one statement. */
  private static final int AT_ONCE = 500;

  /** A condition with the values of {@link #searched}. */
  static final String MATCH =
      "(name LIKE ? ESCAPE '!' OR consumer LIKE ? ESCAPE '!' OR coalesce(external_id, '') LIKE ?"
          + " ESCAPE '!' OR tags LIKE ? ESCAPE '!' OR id IN (SELECT api_key FROM api_key_secret"
          + " WHERE prefix LIKE ? ESCAPE '!'))";

  private final Jdbi jdbi;
  private final Clock clock;

  ApiKeys(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What can be said of a key.
   *
   * @param environment slug
   * @param consumer identifier of whom it belongs to
   * @param limits each {@code name calls seconds}
   * @param expiresAt milliseconds since 1970; 0 = never
   */
  public record Terms(
      String name,
      String environment,
      String consumer,
      @Nullable String consumerName,
      @Nullable String consumerGroup,
      List<String> scopes,
      List<String> allow,
      List<String> deny,
      List<String> limits,
      List<String> tags,
      @Nullable String externalId,
      long expiresAt) {
    public Terms {
      scopes = List.copyOf(scopes);
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
      limits = List.copyOf(limits);
      tags = List.copyOf(tags);
    }
  }

  /**
   * A secret of a key.
   *
   * @param id what the text of the key names
   * @param prefix how the text begins, for people
   * @param hash hexadecimal, by {@code algorithm} with the pepper of that number
   * @param validUntil 0 = as long as the key
   */
  public record Secret(
      String id,
      String prefix,
      String algorithm,
      String hash,
      int pepper,
      long createdAt,
      long validUntil) {}

  /**
   * A key.
   *
   * @param state {@code active}, {@code disabled} or {@code revoked}
   * @param secrets newest first, also those that are not valid any more
   * @param revision number of its last change
   */
  public record StoredKey(
      String id,
      Terms terms,
      String state,
      String stateReason,
      long createdAt,
      String createdBy,
      long changedAt,
      long revision,
      List<Secret> secrets) {}

  /** Keys that come from elsewhere, and what they are hashed with. */
  public ApiKeyImports imports() {
    return new ApiKeyImports(jdbi, clock, this);
  }

  /**
   * @param created false when a key was made with that idempotency key before
   */
  public record Made(StoredKey key, boolean created) {}

  /**
   * Keeps a new key.
   *
   * @param idempotencyKey of the request; the same one gives the same key; null = none
   * @throws CatalogException when the app has {@link #MAX_KEYS}
   */
  public Made create(
      App app, Terms terms, Secret secret, String createdBy, @Nullable String idempotencyKey) {
    return call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  Optional<String> known =
                      transaction
                          .select(
                              "SELECT id FROM api_key WHERE app = ? AND idempotency_key = ?",
                              app.number(),
                              idempotencyKey)
                          .mapTo(String.class)
                          .findOne();
                  if (known.isPresent()) {
                    return new Made(one(transaction, app, known.get()).orElseThrow(), false);
                  }
                  requireRoom(transaction, app, 1);
                  return new Made(
                      insert(transaction, app, terms, secret, createdBy, idempotencyKey), true);
                }));
  }

  static void requireRoom(Handle handle, App app, int more) {
    int present =
        handle
            .select("SELECT count(*) FROM api_key WHERE app = ?", app.number())
            .mapTo(Integer.class)
            .one();
    if (present + more > MAX_KEYS) {
      throw new CatalogException(
          "the app has " + present + " keys and can have " + MAX_KEYS + " at most", null);
    }
  }

  StoredKey insert(
      Handle handle,
      App app,
      Terms terms,
      Secret secret,
      String createdBy,
      @Nullable String idempotencyKey) {
    String id = UUID.randomUUID().toString();
    long now = clock.millis();
    handle.execute(
        "INSERT INTO api_key (id, app, name, environment, consumer, scopes, allow, deny, limits,"
            + " tags, state, state_reason, expires_at, created_at, created_by, changed_at,"
            + " idempotency_key, revision) VALUES (?, ?, '', '', '', '', '', '', '', '', 'active',"
            + " '', 0, ?, ?, ?, ?, 0)",
        id,
        app.number(),
        now,
        createdBy,
        now,
        idempotencyKey);
    say(handle, app, id, terms);
    insert(handle, id, secret);
    return one(handle, app, id).orElseThrow();
  }

  private static void insert(Handle handle, String key, Secret secret) {
    handle.execute(
        "INSERT INTO api_key_secret (id, api_key, prefix, algorithm, hash, pepper, created_at,"
            + " valid_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        secret.id,
        key,
        secret.prefix,
        secret.algorithm,
        secret.hash,
        secret.pepper,
        secret.createdAt,
        secret.validUntil);
  }

  static long nextRevision(Handle handle, int app) {
    handle.execute(
        "INSERT INTO api_key_change (app, revision) VALUES (?, 1)"
            + " ON CONFLICT (app) DO UPDATE SET revision = revision + 1",
        app);
    return revision(handle, app);
  }

  private static long revision(Handle handle, int app) {
    return handle
        .select("SELECT revision FROM api_key_change WHERE app = ?", app)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /** Number of the newest change of a key of the app; 0 = there never was a key. */
  public long revision(int app) {
    return call(jdbi, handle -> revision(handle, app));
  }

  public Optional<StoredKey> find(App app, String id) {
    return call(jdbi, handle -> one(handle, app, id));
  }

  private static Optional<StoredKey> one(Handle handle, App app, String id) {
    return ApiKeyRows.select(handle, "app = ? AND id = ?", app.number(), id).stream().findFirst();
  }

  /**
   * Keys of an app, newest first.
   *
   * @param search part of name, consumer, external id, tag, or of how a secret begins; empty = all
   * @param offset so many are left out
   */
  public List<StoredKey> list(App app, String search, int offset, int limit) {
    return call(
        jdbi,
        handle ->
            ApiKeyRows.select(
                handle,
                "app = ? AND "
                    + MATCH
                    + " ORDER BY created_at DESC, id LIMIT "
                    + limit
                    + " OFFSET "
                    + offset,
                searched(search, app.number())));
  }

  /** Values of a condition that ends with {@link #MATCH}. */
  static Object[] searched(String search, Object... before) {
    String like = "%" + search.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    return Stream.concat(Arrays.stream(before), Stream.generate(() -> like).limit(5)).toArray();
  }

  /** How many keys {@link #list} would find in all. */
  public long count(App app, String search) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT count(*) FROM api_key WHERE app = ? AND " + MATCH,
                    searched(search, app.number()))
                .mapTo(Long.class)
                .one());
  }

  /** Keys that changed after a revision, in the order of their changes. */
  public List<StoredKey> changedSince(int app, long revision) {
    return call(
        jdbi,
        handle ->
            ApiKeyRows.select(handle, "app = ? AND revision > ? ORDER BY revision", app, revision));
  }

  /** The keys that secrets of an app belong to; each once. */
  public List<StoredKey> ofSecrets(App app, Collection<String> secrets) {
    List<String> wanted = List.copyOf(secrets);
    Map<String, StoredKey> keys = new LinkedHashMap<>();
    for (int from = 0; from < wanted.size(); from += AT_ONCE) {
      List<String> some = wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE));
      call(jdbi, handle -> withSecrets(handle, app, some)).forEach(key -> keys.put(key.id(), key));
    }
    return List.copyOf(keys.values());
  }

  private static List<StoredKey> withSecrets(Handle handle, App app, List<String> secrets) {
    return ApiKeyRows.select(
        handle,
        "app = ? AND id IN (SELECT api_key FROM api_key_secret WHERE id IN ("
            + String.join(", ", Collections.nCopies(secrets.size(), "?"))
            + "))",
        Stream.concat(Stream.of(app.number()), secrets.stream()).toArray());
  }

  /**
   * The key that each of some secrets of an app belongs to; those that are not known are left out.
   *
   * @param secrets ids
   */
  public Map<String, StoredKey> bySecret(App app, Collection<String> secrets) {
    Map<String, StoredKey> keys = new HashMap<>();
    for (StoredKey key : ofSecrets(app, secrets)) {
      key.secrets().forEach(secret -> keys.put(secret.id(), key));
    }
    return keys;
  }

  /** Says other things of a key. */
  public void change(App app, String id, Terms terms) {
    call(jdbi, handle -> handle.inTransaction(transaction -> say(transaction, app, id, terms)));
  }

  private int say(Handle handle, App app, String id, Terms terms) {
    return handle.execute(
        "UPDATE api_key SET name = ?, environment = ?, consumer = ?, consumer_name = ?,"
            + " consumer_group = ?, scopes = ?, allow = ?, deny = ?, limits = ?, tags = ?,"
            + " external_id = ?, expires_at = ?, changed_at = ?, revision = ?"
            + " WHERE app = ? AND id = ?",
        terms.name,
        terms.environment,
        terms.consumer,
        terms.consumerName,
        terms.consumerGroup,
        ApiKeyRows.lines(terms.scopes),
        ApiKeyRows.lines(terms.allow),
        ApiKeyRows.lines(terms.deny),
        ApiKeyRows.lines(terms.limits),
        ApiKeyRows.lines(terms.tags),
        terms.externalId,
        terms.expiresAt,
        clock.millis(),
        nextRevision(handle, app.number()),
        app.number(),
        id);
  }

  /**
   * Lets keys be used or not; a revoked key stays revoked.
   *
   * @return how many changed
   */
  public int setState(App app, List<String> ids, String state, String reason) {
    return call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  int changed = 0;
                  for (String id : ids) {
                    changed +=
                        transaction.execute(
                            "UPDATE api_key SET state = ?, state_reason = ?, changed_at = ?,"
                                + " revision = ? WHERE app = ? AND id = ? AND state <> 'revoked'"
                                + " AND state <> ?",
                            state,
                            reason,
                            clock.millis(),
                            nextRevision(transaction, app.number()),
                            app.number(),
                            id,
                            state);
                  }
                  return changed;
                }));
  }

  /**
   * Gives a key another secret.
   *
   * @param othersUntil when its other secrets stop to be valid
   * @throws CatalogException when it has {@link #MAX_SECRETS} that are valid
   */
  public StoredKey rotate(App app, String id, Secret secret, long othersUntil) {
    return call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  long now = clock.millis();
                  int valid =
                      transaction
                          .select(
                              "SELECT count(*) FROM api_key_secret WHERE api_key = ? AND"
                                  + " (valid_until = 0 OR valid_until > ?)",
                              id,
                              now)
                          .mapTo(Integer.class)
                          .one();
                  if (valid >= MAX_SECRETS) {
                    throw new CatalogException(
                        "the key has " + MAX_SECRETS + " valid secrets; wait until one ends", null);
                  }
                  transaction.execute(
                      "UPDATE api_key_secret SET valid_until = ? WHERE api_key = ? AND"
                          + " (valid_until = 0 OR valid_until > ?)",
                      othersUntil,
                      id,
                      othersUntil);
                  insert(transaction, id, secret);
                  transaction.execute(
                      "UPDATE api_key SET changed_at = ?, revision = ? WHERE id = ?",
                      now,
                      nextRevision(transaction, app.number()),
                      id);
                  return one(transaction, app, id).orElseThrow();
                }));
  }

  /** Identifiers of those whom keys of an app belong to. */
  public List<String> consumers(int app) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT DISTINCT consumer FROM api_key WHERE app = ?", app)
                .mapTo(String.class)
                .list());
  }

  /**
   * Revokes the keys of a consumer, and forgets whose they were, what they were called and where
   * they were used from.
   *
   * @return how many there were
   */
  public int erase(int app, String consumer) {
    return call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  transaction.execute(
                      "DELETE FROM key_signal WHERE app = ? AND secret IN (SELECT s.id FROM"
                          + " api_key_secret s JOIN api_key k ON k.id = s.api_key WHERE k.app = ?"
                          + " AND k.consumer = ?)",
                      app,
                      app,
                      consumer);
                  transaction.execute(
                      "DELETE FROM key_default WHERE app = ? AND level = 'consumer' AND name = ?",
                      app,
                      consumer);
                  return transaction.execute(
                      "UPDATE api_key SET name = 'erased', consumer = 'erased', consumer_name ="
                          + " NULL, consumer_group = NULL, external_id = NULL, tags = '',"
                          + " idempotency_key = NULL, state = 'revoked', state_reason ="
                          + " 'the consumer was erased', changed_at = ?, revision = ?"
                          + " WHERE app = ? AND consumer = ?",
                      clock.millis(),
                      nextRevision(transaction, app),
                      app,
                      consumer);
                }));
  }
}
