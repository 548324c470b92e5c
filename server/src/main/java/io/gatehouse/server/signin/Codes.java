// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import io.gatehouse.alerting.Vault;
import io.gatehouse.catalog.SecondFactors;
import java.time.Clock;
import java.util.OptionalLong;

/** Codes of authenticator apps and recovery codes of members. Thread-safe. */
public final class Codes {

  private final SecondFactors factors;
  private final Vault vault;
  private final Clock clock;

  public Codes(SecondFactors factors, Vault vault, Clock clock) {
    this.factors = factors;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Begins to set up an app.
   *
   * @throws io.gatehouse.catalog.CatalogException when the member has one
   */
  public Totp prepare(String memberId) {
    Totp made = Totp.create();
    factors.prepareTotp(memberId, vault.seal(context(memberId), made.secretText()));
    return made;
  }

  /**
   * Whether the member's app shows this code; uses it up.
   *
   * @param confirmed false = of the app that is being set up
   */
  public boolean isCode(String memberId, String code, boolean confirmed) {
    return factors
        .totp(memberId)
        .filter(totp -> (totp.confirmedAt() != null) == confirmed)
        .map(
            totp -> {
              Totp app = Totp.of(vault.open(context(memberId), totp.sealed()));
              OptionalLong step = app.stepOf(code.replaceAll("\\s", ""), clock.millis());
              return step.isPresent() && factors.useStep(memberId, step.getAsLong());
            })
        .orElse(false);
  }

  /** Whether it is a code of the member's app, or a recovery code; uses it up. */
  public boolean proves(String memberId, String code) {
    return code.replaceAll("\\s", "").matches("[0-9]{" + Totp.DIGITS + "}")
        ? isCode(memberId, code, true)
        : factors.useRecoveryCode(memberId, code);
  }

  private static String context(String memberId) {
    return "totp " + memberId;
  }
}
