// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A passkey in software, with a browser around it; tests spoil what it says. */
public final class SoftAuthenticator {

  public static final int PRESENT = 1;
  public static final int VERIFIED = 4;
  public static final int SYNCABLE = 8;
  public static final int SYNCED = 16;
  private static final int MADE = 64;

  /** What the browser and the authenticator say. */
  public String origin;

  public String rpId;
  public String extraClientData = "";
  public boolean crossOrigin;
  public String createType = "webauthn.create";
  public String getType = "webauthn.get";
  public int flags = PRESENT | VERIFIED | SYNCABLE | SYNCED;
  public long counter;
  public byte[] credential = new byte[32];
  public String userHandle = "";

  public final int algorithm;
  public final KeyPair keys;

  public SoftAuthenticator(int algorithm, String origin, String rpId) {
    this.algorithm = algorithm;
    this.origin = origin;
    this.rpId = rpId;
    this.keys = generate(algorithm);
    new SecureRandom().nextBytes(credential);
  }

  public static KeyPair generate(int algorithm) {
    try {
      return switch (algorithm) {
        case -7 -> curve("secp256r1");
        case -257 -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
          generator.initialize(2_048);
          yield generator.generateKeyPair();
        }
        case -8 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        default -> throw new IllegalArgumentException("algorithm " + algorithm);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair curve(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }

  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Makes the passkey. */
  public WebAuthn.Made make(String challenge) {
    ByteBuffer data = ByteBuffer.allocate(37 + 18 + credential.length + 77);
    data.put(sha256(rpId.getBytes(UTF_8))).put((byte) (flags | MADE)).putInt((int) counter);
    data.put(new byte[16]).putShort((short) credential.length).put(credential);
    return new WebAuthn.Made(
        base64(credential),
        base64(clientData(createType, challenge)),
        base64(data.array()),
        base64(keys.getPublic().getEncoded()),
        algorithm);
  }

  /** Signs a challenge. */
  public WebAuthn.Signed sign(String challenge) {
    byte[] client = clientData(getType, challenge);
    byte[] data =
        ByteBuffer.allocate(37)
            .put(sha256(rpId.getBytes(UTF_8)))
            .put((byte) flags)
            .putInt((int) counter)
            .array();
    return new WebAuthn.Signed(
        base64(credential),
        base64(client),
        base64(data),
        base64(signature(data, client)),
        userHandle.isEmpty() ? null : base64(userHandle.getBytes(UTF_8)));
  }

  private byte[] signature(byte[] data, byte[] client) {
    try {
      Signature signature =
          Signature.getInstance(
              switch (algorithm) {
                case -7 -> "SHA256withECDSA";
                case -257 -> "SHA256withRSA";
                default -> "Ed25519";
              });
      signature.initSign(keys.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] clientData(String type, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":%s%s}"
        .formatted(type, challenge, origin, crossOrigin, extraClientData)
        .getBytes(UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
