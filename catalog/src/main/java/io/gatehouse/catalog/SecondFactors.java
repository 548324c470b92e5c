// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What members show beside their password: codes of an authenticator app, and recovery codes for
 * the day the app is lost. Passkeys are in {@link Passkeys}.
 */
public final class SecondFactors {

  /** How many recovery codes a member gets. */
  public static final int RECOVERY_CODES = 10;

  /**
   * Characters of a recovery code, without its dashes: 80 random bits, so a plain hash suffices.
   */
  private static final int CODE_CHARS = 16;

  private static final int GROUP_CHARS = 4;

  private final Jdbi jdbi;
  private final Clock clock;

  SecondFactors(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * An authenticator app.
   *
   * @param sealed its secret, encrypted
   * @param confirmedAt null = being set up
   */
  public record Totp(String memberId, String sealed, long createdAt, @Nullable Long confirmedAt) {}

  /** Begins to set up an app; one that was begun before is forgotten. */
  public void prepareTotp(String memberId, String sealed) {
    call(
        jdbi,
        handle -> {
          handle.execute("DELETE FROM totp WHERE member_id = ? AND confirmed_at IS NULL", memberId);
          if (totp(memberId).isPresent()) {
            throw new CatalogException("an authenticator app is set up already", null);
          }
          return handle.execute(
              "INSERT INTO totp (member_id, sealed, created_at, confirmed_at, last_step)"
                  + " VALUES (?, ?, ?, NULL, 0)",
              memberId,
              sealed,
              clock.millis());
        });
  }

  public Optional<Totp> totp(String memberId) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM totp WHERE member_id = ?", memberId)
                .map(
                    (row, context) -> {
                      long confirmed = row.getLong("confirmed_at");
                      Long confirmedAt = row.wasNull() ? null : confirmed;
                      return new Totp(
                          memberId,
                          row.getString("sealed"),
                          row.getLong("created_at"),
                          confirmedAt);
                    })
                .findOne());
  }

  /**
   * Uses the code of a time step up.
   *
   * @return false when a code of it, or of a later one, was used before
   */
  public boolean useStep(String memberId, long step) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "UPDATE totp SET last_step = ? WHERE member_id = ? AND last_step < ?",
                    step,
                    memberId,
                    step)
                == 1);
  }

  /** From now on the app counts. */
  public void confirmTotp(String memberId) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE totp SET confirmed_at = ? WHERE member_id = ? AND confirmed_at IS NULL",
                clock.millis(),
                memberId));
  }

  public void removeTotp(String memberId) {
    call(jdbi, handle -> handle.execute("DELETE FROM totp WHERE member_id = ?", memberId));
  }

  /** Ten new codes in place of the old ones; only their hashes are kept. */
  public List<String> newRecoveryCodes(String memberId) {
    List<String> codes = new ArrayList<>();
    call(
        jdbi,
        handle -> {
          handle.execute("DELETE FROM recovery_code WHERE member_id = ?", memberId);
          for (int i = 0; i < RECOVERY_CODES; i++) {
            String code = Secrets.readable(CODE_CHARS, GROUP_CHARS);
            codes.add(code);
            handle.execute(
                "INSERT INTO recovery_code (member_id, code_hash) VALUES (?, ?)",
                memberId,
                hash(memberId, code));
          }
          return codes.size();
        });
    return List.copyOf(codes);
  }

  /** Uses a recovery code up; false when it is none, or was used. */
  public boolean useRecoveryCode(String memberId, String code) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "DELETE FROM recovery_code WHERE member_id = ? AND code_hash = ?",
                    memberId,
                    hash(memberId, code))
                == 1);
  }

  public int recoveryCodesLeft(String memberId) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT count(*) FROM recovery_code WHERE member_id = ?", memberId)
                .mapTo(Integer.class)
                .one());
  }

  public void removeRecoveryCodes(String memberId) {
    call(jdbi, handle -> handle.execute("DELETE FROM recovery_code WHERE member_id = ?", memberId));
  }

  /** Whether a member has an authenticator app or a passkey. */
  public boolean has(String memberId) {
    return call(
        jdbi,
        handle ->
            handle
                    .select(
                        "SELECT (SELECT count(*) FROM totp WHERE member_id = ?"
                            + " AND confirmed_at IS NOT NULL)"
                            + " + (SELECT count(*) FROM passkey WHERE member_id = ?)",
                        memberId,
                        memberId)
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /** Ids of all members that have one. */
  public Set<String> members() {
    return Set.copyOf(
        call(
            jdbi,
            handle ->
                handle
                    .select(
                        "SELECT member_id FROM totp WHERE confirmed_at IS NOT NULL"
                            + " UNION SELECT member_id FROM passkey")
                    .mapTo(String.class)
                    .list()));
  }

  /** Takes everything from a member: app, passkeys and recovery codes. */
  public void reset(String memberId) {
    removeTotp(memberId);
    removeRecoveryCodes(memberId);
    call(jdbi, handle -> handle.execute("DELETE FROM passkey WHERE member_id = ?", memberId));
  }

  /** However it was typed. */
  private static String hash(String memberId, String code) {
    String plain = code.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", "");
    return Secrets.hash(memberId + ' ' + plain);
  }
}
