// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.catalog.Passkeys.NewPasskey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every step of sections 7.1 and 7.2 of WebAuthn that can fail, failing. */
class WebAuthnTest {

  private static final String CHALLENGE = SoftAuthenticator.base64(new byte[32]);
  private static final String OTHER =
      SoftAuthenticator.base64("another challenge of 32 bytes ..".getBytes(UTF_8));
  private static final String MEMBER = "5f0c7a8e-0000-4000-8000-000000000001";
  private static final WebAuthn.Asked ASKED =
      new WebAuthn.Asked(new Site("gate.example.com", "https://gate.example.com"), CHALLENGE);

  private static SoftAuthenticator authenticator(int algorithm) {
    SoftAuthenticator made =
        new SoftAuthenticator(algorithm, "https://gate.example.com", "gate.example.com");
    made.userHandle = MEMBER;
    return made;
  }

  private static void refusedMaking(Consumer<SoftAuthenticator> spoil, String why) {
    SoftAuthenticator authenticator = authenticator(-7);
    spoil.accept(authenticator);
    assertThatThrownBy(() -> WebAuthn.register(ASKED, authenticator.make(CHALLENGE), "Laptop"))
        .isInstanceOf(WebAuthnException.class)
        .hasMessageContaining(why);
  }

  private static void refusedMade(UnaryOperator<WebAuthn.Made> spoil, String why) {
    WebAuthn.Made made = spoil.apply(authenticator(-7).make(CHALLENGE));
    assertThatThrownBy(() -> WebAuthn.register(ASKED, made, "Laptop"))
        .isInstanceOf(WebAuthnException.class)
        .hasMessageContaining(why);
  }

  /** Made as it should be, then spoiled. */
  private static void refusedSigning(Consumer<SoftAuthenticator> spoil, String why)
      throws WebAuthnException {
    SoftAuthenticator authenticator = authenticator(-7);
    authenticator.counter = 7;
    NewPasskey known = WebAuthn.register(ASKED, authenticator.make(CHALLENGE), "Laptop");
    authenticator.counter = 8;
    spoil.accept(authenticator);
    assertThatThrownBy(() -> WebAuthn.verify(ASKED, authenticator.sign(CHALLENGE), known, MEMBER))
        .isInstanceOf(WebAuthnException.class)
        .hasMessageContaining(why);
  }

  private static void refusedSigned(UnaryOperator<WebAuthn.Signed> spoil, String why)
      throws WebAuthnException {
    SoftAuthenticator authenticator = authenticator(-7);
    NewPasskey known = WebAuthn.register(ASKED, authenticator.make(CHALLENGE), "Laptop");
    WebAuthn.Signed signed = spoil.apply(authenticator.sign(CHALLENGE));
    assertThatThrownBy(() -> WebAuthn.verify(ASKED, signed, known, MEMBER))
        .isInstanceOf(WebAuthnException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(ints = {-7, -8, -257})
  void passkey_ofEachKind_isMadeAndUsed(int algorithm) throws WebAuthnException {
    SoftAuthenticator authenticator = authenticator(algorithm);
    NewPasskey known = WebAuthn.register(ASKED, authenticator.make(CHALLENGE), "Laptop");
    assertThat(known.algorithm()).isEqualTo(algorithm);
    assertThat(known.rpId()).isEqualTo("gate.example.com");
    assertThat(known.synced()).isTrue();
    for (int i = 0; i < 50; i++) {
      WebAuthn.Signed signed = authenticator.sign(CHALLENGE);
      assertThat(WebAuthn.verify(ASKED, signed, known, MEMBER)).isZero();
    }
    authenticator.counter = 1;
    assertThat(WebAuthn.verify(ASKED, authenticator.sign(CHALLENGE), known, MEMBER)).isEqualTo(1);
  }

  @Test
  void making_spoiled_isRefused() {
    refusedMaking(a -> a.origin = "https://gate.example.com.evil.example", "evil.example");
    refusedMaking(a -> a.origin = "http://gate.example.com", "http://gate.example.com");
    refusedMaking(a -> a.origin = "https://gate.example.com:8443", "8443");
    refusedMaking(a -> a.rpId = "evil.example", "another site");
    refusedMaking(a -> a.createType = "webauthn.get", "something else");
    refusedMaking(a -> a.flags &= ~SoftAuthenticator.PRESENT, "Nobody was present");
    refusedMaking(a -> a.flags &= ~SoftAuthenticator.VERIFIED, "did not check who is there");
    refusedMaking(a -> a.flags &= ~SoftAuthenticator.SYNCABLE, "contradicts itself");
    refusedMaking(a -> a.credential = new byte[0], "0 bytes");
    refusedMaking(a -> a.credential = new byte[1_024], "1024 bytes");
    refusedMaking(a -> a.extraClientData = ",\"origin\":\"https://evil.example\"", "no JSON");
    refusedMaking(a -> a.crossOrigin = true, "within another site");
    refusedMaking(a -> a.extraClientData = ",\"topOrigin\":\"https://evil.example\"", "within");
    assertThatThrownBy(() -> WebAuthn.register(ASKED, authenticator(-7).make(OTHER), "Laptop"))
        .hasMessageContaining("another challenge");
  }

  @Test
  void made_changedOnTheWay_isRefused() throws GeneralSecurityException {
    refusedMade(m -> with(m, "AAAA", null, null, -7), "another passkey");
    refusedMade(m -> with(m, null, "AAAA", null, -7), "3 bytes");
    refusedMade(m -> with(m, null, cut(m.authenticatorData(), 40), null, -7), "ends within");
    refusedMade(m -> with(m, null, cut(m.authenticatorData(), 60), null, -7), "bytes");
    refusedMade(m -> with(m, null, flag(m.authenticatorData()), null, -7), "another passkey");
    refusedMade(m -> with(m, null, null, null, -65_535), "algorithm -65535");
    refusedMade(m -> with(m, null, null, null, -257), "no key of RS256");
    refusedMade(m -> with(m, null, null, "AAAA", -7), "no key of ES256");
    String otherCurve =
        SoftAuthenticator.base64(SoftAuthenticator.curve("secp384r1").getPublic().getEncoded());
    refusedMade(m -> with(m, null, null, otherCurve, -7), "too weak");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1_024);
    String weak = SoftAuthenticator.base64(generator.generateKeyPair().getPublic().getEncoded());
    refusedMade(m -> with(m, null, null, weak, -257), "too weak");
    refusedMade(m -> with(m, null, null, "*", -7), "no base64url");
    refusedMade(m -> with(m, null, null, "A".repeat(20_000), -7), "at most 16384");
  }

  @Test
  void signing_spoiled_isRefused() throws WebAuthnException {
    refusedSigning(a -> a.origin = "https://evil.example", "https://evil.example");
    refusedSigning(a -> a.rpId = "evil.example", "another site");
    refusedSigning(a -> a.getType = "webauthn.create", "something else");
    refusedSigning(a -> a.getType = "payment.get", "something else");
    refusedSigning(a -> a.flags &= ~SoftAuthenticator.PRESENT, "Nobody was present");
    refusedSigning(a -> a.flags &= ~SoftAuthenticator.VERIFIED, "did not check who is there");
    refusedSigning(
        a -> a.flags &= ~(SoftAuthenticator.SYNCABLE | SoftAuthenticator.SYNCED), "another kind");
    refusedSigning(a -> a.userHandle = "somebody else", "somebody else's");
    refusedSigning(a -> a.counter = 7, "a copy of it");
    refusedSigning(a -> a.counter = 0, "a copy of it");
  }

  @Test
  void signed_changedOnTheWay_isRefused() throws WebAuthnException {
    refusedSigned(s -> signed(s, null, null, "AAAA"), "not of this passkey");
    refusedSigned(s -> signed(s, null, null, ""), "not of this passkey");
    refusedSigned(s -> signed(s, null, null, flip(s.signature(), 10)), "not of this passkey");
    // Zeros, which Java took for a signature of anything once.
    refusedSigned(
        s -> signed(s, null, null, SoftAuthenticator.base64(hex("3006020100020100"))),
        "not of this passkey");
    refusedSigned(s -> signed(s, null, flip(s.authenticatorData(), 36), null), "not of this");
    refusedSigned(
        s -> {
          String text = new String(Base64.getUrlDecoder().decode(s.clientData()), UTF_8);
          return signed(s, SoftAuthenticator.base64((text + " ").getBytes(UTF_8)), null, null);
        },
        "not of this passkey");
    refusedSigned(s -> signed(s, "AAAA", null, null), "no JSON");
  }

  @ParameterizedTest
  @ValueSource(ints = {-7, -8, -257})
  void signed_anyBitFlipped_isRefused(int algorithm) throws WebAuthnException {
    SoftAuthenticator authenticator = authenticator(algorithm);
    NewPasskey known = WebAuthn.register(ASKED, authenticator.make(CHALLENGE), "Laptop");
    WebAuthn.Signed signed = authenticator.sign(CHALLENGE);
    for (int bit = 0; bit < bits(signed.clientData()); bit++) {
      refused(signed(signed, flipBit(signed.clientData(), bit), null, null), known, bit);
    }
    for (int bit = 0; bit < bits(signed.authenticatorData()); bit++) {
      refused(signed(signed, null, flipBit(signed.authenticatorData(), bit), null), known, bit);
    }
    for (int bit = 0; bit < bits(signed.signature()); bit++) {
      refused(signed(signed, null, null, flipBit(signed.signature(), bit)), known, bit);
    }
    assertThat(WebAuthn.verify(ASKED, signed, known, MEMBER)).isZero();
  }

  private static void refused(WebAuthn.Signed spoilt, NewPasskey known, int bit) {
    assertThatThrownBy(() -> WebAuthn.verify(ASKED, spoilt, known, MEMBER))
        .as("bit %d of %s", bit, spoilt)
        .isInstanceOf(WebAuthnException.class);
  }

  @Test
  void signed_withAnotherKeyOrForAnotherSite_isRefused() throws WebAuthnException {
    SoftAuthenticator owner = authenticator(-7);
    NewPasskey known = WebAuthn.register(ASKED, owner.make(CHALLENGE), "Laptop");
    SoftAuthenticator thief = authenticator(-7);
    thief.credential = owner.credential;
    assertThatThrownBy(() -> WebAuthn.verify(ASKED, thief.sign(CHALLENGE), known, MEMBER))
        .hasMessageContaining("not of this passkey");
    assertThatThrownBy(() -> WebAuthn.verify(ASKED, owner.sign(OTHER), known, MEMBER))
        .hasMessageContaining("another challenge");
    WebAuthn.Asked elsewhere =
        new WebAuthn.Asked(new Site("new.example.com", "https://new.example.com"), CHALLENGE);
    owner.origin = "https://new.example.com";
    owner.rpId = "new.example.com";
    assertThatThrownBy(() -> WebAuthn.verify(elsewhere, owner.sign(CHALLENGE), known, MEMBER))
        .hasMessageContaining("made for gate.example.com");
  }

  @Test
  void site_whereBrowsersHaveNoPasskeys_isRefused() throws WebAuthnException {
    assertThat(Site.of("https://Gate.example.com:443/prefix"))
        .isEqualTo(new Site("gate.example.com", "https://gate.example.com"));
    assertThat(Site.of("http://localhost:8080"))
        .isEqualTo(new Site("localhost", "http://localhost:8080"));
    for (String url :
        new String[] {"http://gate.example.com", "https://10.0.0.1", "https://[::1]:8443", "x y"}) {
      assertThatThrownBy(() -> Site.of(url)).as(url).isInstanceOf(WebAuthnException.class);
    }
  }

  private static WebAuthn.Made with(
      WebAuthn.Made m, String credential, String data, String key, int algorithm) {
    return new WebAuthn.Made(
        credential == null ? m.credential() : credential,
        m.clientData(),
        data == null ? m.authenticatorData() : data,
        key == null ? m.publicKey() : key,
        algorithm);
  }

  private static WebAuthn.Signed signed(
      WebAuthn.Signed s, String client, String data, String signature) {
    return new WebAuthn.Signed(
        s.credential(),
        client == null ? s.clientData() : client,
        data == null ? s.authenticatorData() : data,
        signature == null ? s.signature() : signature,
        s.userHandle());
  }

  private static String cut(String base64, int bytes) {
    return SoftAuthenticator.base64(
        java.util.Arrays.copyOf(Base64.getUrlDecoder().decode(base64), bytes));
  }

  /** Without the flag that says that a passkey was made. */
  private static String flag(String base64) {
    byte[] bytes = Base64.getUrlDecoder().decode(base64);
    bytes[32] &= (byte) ~64;
    return SoftAuthenticator.base64(bytes);
  }

  private static String flip(String base64, int at) {
    byte[] bytes = Base64.getUrlDecoder().decode(base64);
    bytes[at] ^= 1;
    return SoftAuthenticator.base64(bytes);
  }

  private static int bits(String base64) {
    return Base64.getUrlDecoder().decode(base64).length * Byte.SIZE;
  }

  private static String flipBit(String base64, int bit) {
    byte[] bytes = Base64.getUrlDecoder().decode(base64);
    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return SoftAuthenticator.base64(bytes);
  }

  private static byte[] hex(String text) {
    return java.util.HexFormat.of().parseHex(text);
  }
}
