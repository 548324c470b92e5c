// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** The kinds of keys that passkeys may have, and how their signatures are checked. */
enum PasskeySignature {
  ES256(-7, "EC", "SHA256withECDSA"),
  ED25519(-8, "EdDSA", "Ed25519"),
  RS256(-257, "RSA", "SHA256withRSA");

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_RSA_BITS = 4_096;

  private final int number;
  private final String keys;
  private final String algorithm;

  PasskeySignature(int number, String keys, String algorithm) {
    this.number = number;
    this.keys = keys;
    this.algorithm = algorithm;
  }

  /** As COSE numbers it. */
  int number() {
    return number;
  }

  static List<Integer> numbers() {
    return List.of(ES256.number, ED25519.number, RS256.number);
  }

  static Optional<PasskeySignature> of(int number) {
    for (PasskeySignature one : values()) {
      if (one.number == number) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Reads a key in DER; empty when it is none of this kind, or too weak. */
  Optional<PublicKey> key(byte[] der) {
    try {
      PublicKey key = KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(der));
      return isStrong(key) ? Optional.of(key) : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private boolean isStrong(PublicKey key) {
    return switch (this) {
      case ES256 ->
          key instanceof ECPublicKey curve && curve.getParams().getOrder().equals(P256_ORDER);
      case ED25519 -> key.getEncoded().length == 44;
      case RS256 ->
          key instanceof RSAPublicKey rsa
              && rsa.getModulus().bitLength() >= MIN_RSA_BITS
              && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
    };
  }

  boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    try {
      if (this == ES256 && !isInRange(signature)) {
        return false;
      }
      Signature check = Signature.getInstance(algorithm);
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Both numbers of the signature within 1 and the order: some Java versions took zeros. */
  private static boolean isInRange(byte[] der) {
    ByteBuffer in = ByteBuffer.wrap(der);
    if (der.length < 8 || der.length > 72 || in.get() != 0x30 || in.get() != der.length - 2) {
      return false;
    }
    boolean first = isNumberInRange(in);
    boolean second = first && isNumberInRange(in);
    return second && !in.hasRemaining();
  }

  private static boolean isNumberInRange(ByteBuffer in) {
    if (in.remaining() < 3 || in.get() != 0x02) {
      return false;
    }
    int length = in.get();
    if (length < 1 || length > 33 || length > in.remaining()) {
      return false;
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    BigInteger number = new BigInteger(bytes);
    return number.signum() > 0 && number.compareTo(P256_ORDER) < 0;
  }
}
