// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import io.gatehouse.catalog.ApiKeys.StoredKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * API keys that somebody may have to look after, as far as the catalog can tell; when they were
 * used is known elsewhere. Only keys that can be used are among them.
 */
public final class KeyCandidates {

  private static final String USABLE =
      "app = ? AND state = 'active' AND (expires_at = 0 OR expires_at > ?) AND ";

  private final Jdbi jdbi;

  KeyCandidates(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A key without what is said of it.
   *
   * @param secrets newest first, also those that are not valid any more
   */
  public record Candidate(String id, List<CandidateSecret> secrets) {
    public Candidate {
      secrets = List.copyOf(secrets);
    }
  }

  /**
   * @param validUntil 0 = as long as the key
   */
  public record CandidateSecret(String id, long createdAt, long validUntil) {}

  /** Keys that were there at a time, newest first. */
  public List<Candidate> createdBefore(App app, String search, long time, long now) {
    return select(app, search, "created_at < ?", time, now);
  }

  /** Keys that expire before a time, newest first. */
  public List<Candidate> expiringBefore(App app, String search, long time, long now) {
    return select(app, search, "expires_at <> 0 AND expires_at < ?", time, now);
  }

  /** Keys of which another secret than the newest is still valid at a time, newest first. */
  public List<Candidate> withOldSecret(App app, String search, long time, long now) {
    return select(
        app, search, "id IN (SELECT api_key FROM api_key_secret WHERE valid_until > ?)", time, now);
  }

  private List<Candidate> select(App app, String search, String condition, long time, long now) {
    Object[] values = ApiKeys.searched(search, app.number(), now, time);
    return call(
        jdbi,
        handle ->
            List.copyOf(
                handle
                    .select(
                        "SELECT k.id AS key_id, s.id, s.created_at, s.valid_until FROM (SELECT id,"
                            + " created_at FROM api_key WHERE "
                            + USABLE
                            + condition
                            + " AND "
                            + ApiKeys.MATCH
                            + ") k JOIN api_key_secret s ON s.api_key = k.id ORDER BY k.created_at"
                            + " DESC, k.id, s.created_at DESC, s.id",
                        values)
                    .reduceRows(
                        new LinkedHashMap<String, Candidate>(),
                        (all, row) -> {
                          String key = row.getColumn("key_id", String.class);
                          Candidate before = all.get(key);
                          List<CandidateSecret> secrets =
                              new ArrayList<>(before == null ? List.of() : before.secrets);
                          secrets.add(
                              new CandidateSecret(
                                  row.getColumn("id", String.class),
                                  row.getColumn("created_at", Long.class),
                                  row.getColumn("valid_until", Long.class)));
                          all.put(key, new Candidate(key, secrets));
                          return all;
                        })
                    .values()));
  }

  /** The keys of ids, newest first; at most a thousand. */
  public List<StoredKey> keys(App app, List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return call(
        jdbi,
        handle ->
            ApiKeyRows.select(
                handle,
                "app = ? AND id IN ("
                    + String.join(", ", Collections.nCopies(ids.size(), "?"))
                    + ") ORDER BY created_at DESC, id",
                Stream.concat(Stream.of(app.number()), ids.stream()).toArray()));
  }
}
