// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondFactorsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path directory;

  private Catalog catalog;
  private Member member;
  private SecondFactors factors;

  @BeforeEach
  void open() {
    catalog = at(NOON);
    long workspace = catalog.members().createWorkspace("Harbour");
    member = catalog.members().create(workspace, "Ines", "a@example.com", null, Role.OWNER, true);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private Catalog at(Instant time) {
    Catalog opened = Catalog.open(directory, Clock.fixed(time, ZoneOffset.UTC));
    factors = opened.secondFactors();
    return opened;
  }

  private void goOnAt(Instant time) {
    catalog.close();
    catalog = at(time);
  }

  @Test
  void totp_beingSetUp_isNoFactorYetAndCanBeBegunAnew() {
    factors.prepareTotp(member.id(), "one");
    factors.prepareTotp(member.id(), "two");
    assertThat(factors.has(member.id())).isFalse();
    assertThat(factors.totp(member.id()).orElseThrow())
        .isEqualTo(new SecondFactors.Totp(member.id(), "two", NOON.toEpochMilli(), null));
    factors.confirmTotp(member.id());
    assertThat(factors.has(member.id())).isTrue();
    assertThat(factors.members()).containsExactly(member.id());
    assertThatThrownBy(() -> factors.prepareTotp(member.id(), "three"))
        .isInstanceOf(CatalogException.class);
    factors.removeTotp(member.id());
    assertThat(factors.has(member.id())).isFalse();
  }

  @Test
  void step_ofACode_countsOnceAndNotAfterALaterOne() {
    factors.prepareTotp(member.id(), "sealed");
    assertThat(factors.useStep(member.id(), 100)).isTrue();
    assertThat(factors.useStep(member.id(), 100)).isFalse();
    assertThat(factors.useStep(member.id(), 99)).isFalse();
    assertThat(factors.useStep(member.id(), 101)).isTrue();
  }

  @Test
  void recoveryCode_worksOnceHoweverItIsTyped_andIsNotKept() throws Exception {
    List<String> codes = factors.newRecoveryCodes(member.id());
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(codes).allMatch(code -> code.matches("([a-z2-7]{4}-){3}[a-z2-7]{4}"));
    String typed = codes.get(0).toUpperCase(Locale.ROOT).replace("-", " ");
    assertThat(factors.useRecoveryCode("somebody else", codes.get(0))).isFalse();
    assertThat(factors.useRecoveryCode(member.id(), typed)).isTrue();
    assertThat(factors.useRecoveryCode(member.id(), codes.get(0))).isFalse();
    assertThat(factors.recoveryCodesLeft(member.id())).isEqualTo(9);
    List<String> next = factors.newRecoveryCodes(member.id());
    assertThat(factors.useRecoveryCode(member.id(), codes.get(1))).isFalse();
    catalog.close();
    String file = Files.readString(directory.resolve(Catalog.FILE), StandardCharsets.ISO_8859_1);
    assertThat(file).contains(member.id());
    assertThat(next).allSatisfy(code -> assertThat(file).doesNotContain(code));
    assertThat(next).allSatisfy(code -> assertThat(file).doesNotContain(code.replace("-", "")));
    catalog = at(NOON);
  }

  @Test
  void reset_takesEverything() {
    factors.prepareTotp(member.id(), "sealed");
    factors.confirmTotp(member.id());
    factors.newRecoveryCodes(member.id());
    catalog.passkeys().add(member.id(), key("c1", 0));
    factors.reset(member.id());
    assertThat(factors.has(member.id())).isFalse();
    assertThat(factors.recoveryCodesLeft(member.id())).isZero();
    assertThat(catalog.passkeys().list(member.id())).isEmpty();
  }

  @Test
  void passkey_counter_onlyRisesUnlessThereIsNone() {
    Passkeys passkeys = catalog.passkeys();
    Passkeys.Passkey counting = passkeys.add(member.id(), key("c1", 5));
    assertThat(passkeys.used(counting, 5)).isFalse();
    assertThat(passkeys.used(counting, 6)).isTrue();
    assertThat(passkeys.used(counting, 6)).isFalse();
    Passkeys.Passkey silent = passkeys.add(member.id(), key("c2", 0));
    assertThat(passkeys.used(silent, 0)).isTrue();
    assertThat(passkeys.used(silent, 0)).isTrue();
    assertThat(factors.has(member.id())).isTrue();
    assertThatThrownBy(() -> passkeys.add(member.id(), key("c1", 0)))
        .isInstanceOf(CatalogException.class);
    assertThat(passkeys.remove("somebody else", silent.id())).isFalse();
    assertThat(passkeys.remove(member.id(), silent.id())).isTrue();
  }

  @Test
  void wrongCodes_countForADayAndApartFromPasswords() {
    for (int i = 0; i < 5; i++) {
      assertThat(catalog.signInGuard().attemptCode("a@example.com", "10.0.0.1")).isZero();
    }
    assertThat(catalog.signInGuard().attemptCode("a@example.com", "10.0.0.1"))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(catalog.signInGuard().attempt("a@example.com", "10.0.0.1")).isZero();
    goOnAt(NOON.plus(Duration.ofHours(3)));
    assertThat(catalog.signInGuard().attemptCode("a@example.com", "10.0.0.1")).isZero();
    assertThat(catalog.signInGuard().attemptCode("a@example.com", "10.0.0.1"))
        .isEqualTo(Duration.ofSeconds(10));
    catalog.signInGuard().succeeded("a@example.com");
    assertThat(catalog.signInGuard().attemptCode("a@example.com", "10.0.0.1")).isZero();
    goOnAt(NOON.plus(Duration.ofHours(28)));
    for (int i = 0; i < 5; i++) {
      assertThat(catalog.signInGuard().attemptCode("a@example.com", "10.0.0.1")).isZero();
    }
  }

  @Test
  void policy_ofAWorkspace_isKept() {
    long workspace = member.workspaceId();
    assertThat(catalog.signInPolicies().get(workspace)).isEqualTo(SignInPolicies.DEFAULT);
    SignInPolicies.SignInPolicy strict =
        new SignInPolicies.SignInPolicy(true, SignInPolicies.Passwords.OWNERS);
    catalog.signInPolicies().set(workspace, strict);
    assertThat(catalog.signInPolicies().get(workspace)).isEqualTo(strict);
    assertThat(strict.passwords().allow(Role.OWNER)).isTrue();
    assertThat(strict.passwords().allow(Role.ADMIN)).isFalse();
  }

  private static Passkeys.NewPasskey key(String credential, long counter) {
    return new Passkeys.NewPasskey(
        credential, "key", -7, "gate.example.com", counter, "Laptop", true);
  }
}
