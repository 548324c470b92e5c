// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Public keys with which members sign in; the private ones never leave their devices. */
public final class Passkeys {

  /** More than so many a member cannot have. */
  public static final int MAX_EACH = 20;

  private final Jdbi jdbi;
  private final Clock clock;

  Passkeys(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What a device made.
   *
   * @param credential its id, in base64url
   * @param publicKey DER, in base64url
   * @param algorithm number of COSE, for example -7
   * @param rpId host it was made for
   * @param counter how often it signed, as far as the device tells; 0 = it does not
   * @param synced kept by a password manager, on more devices than one
   */
  public record NewPasskey(
      String credential,
      String publicKey,
      int algorithm,
      String rpId,
      long counter,
      String name,
      boolean synced) {}

  public record Passkey(
      String id, String memberId, NewPasskey key, long createdAt, @Nullable Long lastUsedAt) {}

  /**
   * @throws CatalogException when the credential is known, or the member has {@link #MAX_EACH}
   */
  public Passkey add(String memberId, NewPasskey made) {
    Passkey added = new Passkey(UUID.randomUUID().toString(), memberId, made, clock.millis(), null);
    return call(
        jdbi,
        handle -> {
          if (list(memberId).size() >= MAX_EACH) {
            throw new CatalogException(
                "you have " + MAX_EACH + " passkeys; remove one first", null);
          }
          if (byCredential(made.credential()).isPresent()) {
            throw new CatalogException("this passkey is known already", null);
          }
          handle.execute(
              "INSERT INTO passkey (id, member_id, credential, public_key, algorithm, rp_id,"
                  + " counter, name, synced, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              added.id(),
              memberId,
              made.credential(),
              made.publicKey(),
              made.algorithm(),
              made.rpId(),
              made.counter(),
              made.name(),
              made.synced() ? 1 : 0,
              added.createdAt());
          return added;
        });
  }

  /** Oldest first. */
  public List<Passkey> list(String memberId) {
    return select("member_id = ? ORDER BY created_at, id", memberId);
  }

  public Optional<Passkey> byCredential(String credential) {
    return select("credential = ?", credential).stream().findFirst();
  }

  /**
   * Notes a use.
   *
   * @param counter what the device told
   * @return false when another use with this counter or a higher one came first
   */
  public boolean used(Passkey passkey, long counter) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "UPDATE passkey SET counter = ?, last_used_at = ? WHERE id = ?"
                        + " AND (counter < ? OR (counter = 0 AND ? = 0))",
                    counter,
                    clock.millis(),
                    passkey.id(),
                    counter,
                    counter)
                == 1);
  }

  /** False when the member has no such passkey. */
  public boolean rename(String memberId, String id, String name) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "UPDATE passkey SET name = ? WHERE id = ? AND member_id = ?",
                    name,
                    id,
                    memberId)
                == 1);
  }

  /** False when the member has no such passkey. */
  public boolean remove(String memberId, String id) {
    return call(
        jdbi,
        handle ->
            handle.execute("DELETE FROM passkey WHERE id = ? AND member_id = ?", id, memberId)
                == 1);
  }

  private List<Passkey> select(String condition, String value) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM passkey WHERE " + condition, value)
                .map((row, context) -> passkey(row))
                .list());
  }

  private static Passkey passkey(ResultSet row) throws SQLException {
    long used = row.getLong("last_used_at");
    Long lastUsedAt = row.wasNull() ? null : used;
    return new Passkey(
        row.getString("id"),
        row.getString("member_id"),
        new NewPasskey(
            row.getString("credential"),
            row.getString("public_key"),
            row.getInt("algorithm"),
            row.getString("rp_id"),
            row.getLong("counter"),
            row.getString("name"),
            row.getInt("synced") != 0),
        row.getLong("created_at"),
        lastUsedAt);
  }
}
