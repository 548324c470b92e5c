// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.catalog.Passkeys.NewPasskey;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks what browsers bring of passkeys, as sections 7.1 and 7.2 of WebAuthn ask, for a site that
 * wants no attestation: then nothing is signed when a passkey is made, and the browser itself hands
 * out the key in a form that Java reads.
 */
public final class WebAuthn {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final int MAX_BYTES = 16_384;

  private WebAuthn() {}

  /** Numbers of the algorithms that passkeys may have, the wanted first. */
  public static List<Integer> algorithms() {
    return PasskeySignature.numbers();
  }

  /**
   * What a browser was asked.
   *
   * @param challenge in base64url
   */
  public record Asked(Site site, String challenge) {}

  /**
   * A passkey that a browser made. All but the number in base64url.
   *
   * @param credential its id
   * @param clientData what the browser says it did
   * @param authenticatorData what the authenticator says
   * @param publicKey DER
   */
  public record Made(
      String credential,
      String clientData,
      String authenticatorData,
      String publicKey,
      int algorithm) {}

  /**
   * A signature of a passkey. All in base64url.
   *
   * @param userHandle whose passkey the authenticator thinks it is; null = it does not tell
   */
  public record Signed(
      String credential,
      String clientData,
      String authenticatorData,
      String signature,
      @Nullable String userHandle) {}

  /**
   * A passkey that may be kept.
   *
   * @throws WebAuthnException when something about it does not hold
   */
  public static NewPasskey register(Asked asked, Made made, String name) throws WebAuthnException {
    checkClientData("webauthn.create", asked, decoded("clientData", made.clientData()));
    AuthenticatorData data =
        AuthenticatorData.of(decoded("authenticatorData", made.authenticatorData()));
    checkAuthenticator(data, asked.site());
    byte[] credential = decoded("id", made.credential());
    if (!MessageDigest.isEqual(credential, data.credential())) {
      throw new WebAuthnException("The authenticator made another passkey than the browser told.");
    }
    PasskeySignature kind =
        PasskeySignature.of(made.algorithm())
            .orElseThrow(
                () ->
                    new WebAuthnException(
                        "The passkey has the algorithm "
                            + made.algorithm()
                            + ", but must have one of "
                            + algorithms()
                            + "."));
    byte[] key = decoded("publicKey", made.publicKey());
    if (kind.key(key).isEmpty()) {
      throw new WebAuthnException("The public key is no key of " + kind + ", or too weak.");
    }
    return new NewPasskey(
        encoded(credential),
        encoded(key),
        kind.number(),
        asked.site().rpId(),
        data.counter(),
        name,
        data.syncable());
  }

  /**
   * Checks a signature.
   *
   * @param known the passkey that is named in it
   * @param memberId whose it is
   * @return how often the passkey signed, as far as it tells
   * @throws WebAuthnException when something about it does not hold
   */
  public static long verify(Asked asked, Signed signed, NewPasskey known, String memberId)
      throws WebAuthnException {
    byte[] clientData = decoded("clientData", signed.clientData());
    checkClientData("webauthn.get", asked, clientData);
    byte[] dataBytes = decoded("authenticatorData", signed.authenticatorData());
    AuthenticatorData data = AuthenticatorData.of(dataBytes);
    if (!known.rpId().equals(asked.site().rpId())) {
      throw new WebAuthnException(
          "This passkey was made for " + known.rpId() + ", not for " + asked.site().rpId() + ".");
    }
    checkAuthenticator(data, asked.site());
    if (data.syncable() != known.synced()) {
      throw new WebAuthnException("The passkey is of another kind than when it was made.");
    }
    String handle = signed.userHandle();
    if (handle != null
        && !MessageDigest.isEqual(decoded("userHandle", handle), memberId.getBytes(UTF_8))) {
      throw new WebAuthnException("The passkey says that it is somebody else's.");
    }
    PasskeySignature kind = PasskeySignature.of(known.algorithm()).orElseThrow();
    PublicKey key = kind.key(decoded("publicKey", known.publicKey())).orElseThrow();
    byte[] hash = sha256(clientData);
    byte[] text = new byte[dataBytes.length + hash.length];
    System.arraycopy(dataBytes, 0, text, 0, dataBytes.length);
    System.arraycopy(hash, 0, text, dataBytes.length, hash.length);
    if (!kind.verifies(key, text, decoded("signature", signed.signature()))) {
      throw new WebAuthnException("The signature is not of this passkey.");
    }
    boolean counts = data.counter() != 0 || known.counter() != 0;
    if (counts && data.counter() <= known.counter()) {
      throw new WebAuthnException(
          "The passkey signed "
              + data.counter()
              + " times, and "
              + known.counter()
              + " times before: there may be a copy of it. Remove it and make a new one.");
    }
    return data.counter();
  }

  private static void checkClientData(String type, Asked asked, byte[] bytes)
      throws WebAuthnException {
    JsonNode data;
    try {
      data = JSON.readTree(bytes);
    } catch (IOException e) {
      throw new WebAuthnException("What the browser did is no JSON.", e);
    }
    if (!data.path("type").asText().equals(type)) {
      throw new WebAuthnException("The browser did something else than " + type + ".");
    }
    byte[] challenge = decoded("challenge", data.path("challenge").asText());
    if (!MessageDigest.isEqual(challenge, decoded("challenge", asked.challenge()))) {
      throw new WebAuthnException("The browser answered another challenge.");
    }
    String origin = data.path("origin").asText();
    if (!origin.equals(asked.site().origin())) {
      throw new WebAuthnException(
          "The page is at "
              + (origin.length() > 200 ? "another address" : origin)
              + ", but this server is at "
              + asked.site().origin()
              + ". If that is wrong, set server.public-url.");
    }
    if (data.path("crossOrigin").asBoolean() || data.has("topOrigin")) {
      throw new WebAuthnException("The page was shown within another site.");
    }
  }

  private static void checkAuthenticator(AuthenticatorData data, Site site)
      throws WebAuthnException {
    if (!MessageDigest.isEqual(data.rpIdHash(), sha256(site.rpId().getBytes(UTF_8)))) {
      throw new WebAuthnException("The passkey is bound to another site.");
    }
    if (!data.userPresent()) {
      throw new WebAuthnException("Nobody was present at the authenticator.");
    }
    if (!data.userVerified()) {
      throw new WebAuthnException(
          "The authenticator did not check who is there, by a finger, a face or a PIN.");
    }
    if (!data.syncedOnlyIfSyncable()) {
      throw new WebAuthnException("The authenticator contradicts itself about copies.");
    }
  }

  private static byte[] decoded(String field, String text) throws WebAuthnException {
    if (text.length() > MAX_BYTES) {
      throw new WebAuthnException(
          "The field "
              + field
              + " has "
              + text.length()
              + " characters; at most 16384 are possible.");
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new WebAuthnException("The field " + field + " is no base64url.", e);
    }
  }

  /** As browsers write it. */
  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
