// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.server.signin.oidc.OidcException.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks ID tokens, as section 3.1.3.7 of OpenID Connect asks and more strictly. */
final class IdTokens {

  /** Signed with a private key; none and what is signed with a shared secret are no proof. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final Duration MAX_AGE = Duration.ofMinutes(10);
  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_CHARS = 32_768;
  private static final int MAX_SUBJECT = 255;

  private IdTokens() {}

  /** Where keys come from. */
  @FunctionalInterface
  interface Keys {
    /**
     * All that the provider publishes.
     *
     * @param fresh what was kept does not suffice
     */
    List<JWK> get(boolean fresh) throws OidcException;
  }

  /**
   * What a token has to say.
   *
   * @param signedInAfter the person showed themselves to the provider after it, in epoch
   *     milliseconds; 0 = no matter when
   */
  record Expected(String issuer, String clientId, String nonce, long signedInAfter) {}

  /**
   * The claims of a token that holds.
   *
   * @throws OidcException saying what does not
   */
  static JWTClaimsSet verify(String token, Expected expected, Keys keys, long nowMillis)
      throws OidcException {
    if (token.length() > MAX_CHARS) {
      throw wrong("The ID token has " + token.length() + " characters; at most " + MAX_CHARS + ".");
    }
    try {
      JWT parsed = JWTParser.parse(token);
      if (!(parsed instanceof SignedJWT signed)) {
        throw wrong("The ID token is not signed.");
      }
      checkSignature(signed, keys);
      JWTClaimsSet claims = signed.getJWTClaimsSet();
      checkParties(claims, expected);
      checkTimes(claims, expected, nowMillis);
      return claims;
    } catch (ParseException | IllegalArgumentException e) {
      throw new OidcException(Problem.TOKEN, "The ID token cannot be read.", e);
    }
  }

  private static void checkSignature(SignedJWT token, Keys keys) throws OidcException {
    JWSHeader header = token.getHeader();
    JWSAlgorithm algorithm = header.getAlgorithm();
    if (!ALGORITHMS.contains(algorithm)) {
      throw wrong("The ID token is signed with " + algorithm + ", which proves nothing here.");
    }
    boolean otherType =
        header.getType() != null && !header.getType().getType().equalsIgnoreCase("JWT");
    if (otherType || header.getCriticalParams() != null) {
      throw wrong("The ID token is of another kind: " + header.getType() + ".");
    }
    JWK key = key(header, keys.get(false));
    if (key == null) {
      key = key(header, keys.get(true));
    }
    if (key == null) {
      throw wrong("The ID token is signed with a key that the provider does not publish.");
    }
    try {
      if (!token.verify(verifier(key))) {
        throw wrong("The signature of the ID token is wrong.");
      }
    } catch (JOSEException e) {
      throw new OidcException(Problem.TOKEN, "The signature of the ID token cannot be read.", e);
    }
  }

  /** The one key that fits; without a name in the token there must be no other that does. */
  private static @Nullable JWK key(JWSHeader header, List<JWK> published) {
    String kid = header.getKeyID();
    List<JWK> fitting =
        published.stream()
            .filter(key -> kid == null || kid.equals(key.getKeyID()))
            .filter(key -> fits(key, header.getAlgorithm()))
            .toList();
    return fitting.size() == 1 ? fitting.get(0) : null;
  }

  private static boolean fits(JWK key, JWSAlgorithm algorithm) {
    boolean forSignatures = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
    boolean forThis = key.getAlgorithm() == null || algorithm.equals(key.getAlgorithm());
    boolean ofKind =
        JWSAlgorithm.Family.EC.contains(algorithm)
            ? key instanceof ECKey curve
                && JWSAlgorithm.parse(algorithm.getName()).equals(algorithmOf(curve))
            : key instanceof RSAKey && key.size() >= MIN_RSA_BITS;
    return forSignatures && forThis && ofKind;
  }

  private static @Nullable JWSAlgorithm algorithmOf(ECKey key) {
    return switch (key.getCurve().getName()) {
      case "P-256" -> JWSAlgorithm.ES256;
      case "P-384" -> JWSAlgorithm.ES384;
      case "P-521" -> JWSAlgorithm.ES512;
      default -> null;
    };
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return key instanceof ECKey curve
        ? new ECDSAVerifier(curve.toECPublicKey())
        : new RSASSAVerifier(((RSAKey) key).toRSAPublicKey());
  }

  private static void checkParties(JWTClaimsSet claims, Expected expected)
      throws OidcException, ParseException {
    if (!expected.issuer().equals(claims.getIssuer())) {
      throw wrong("The ID token is of " + claims.getIssuer() + ", not of " + expected.issuer());
    }
    List<String> audience = claims.getAudience();
    if (!audience.contains(expected.clientId())) {
      throw wrong("The ID token is for " + audience + ", not for " + expected.clientId() + ".");
    }
    String party = claims.getStringClaim("azp");
    boolean ours = party == null ? audience.size() == 1 : party.equals(expected.clientId());
    if (!ours) {
      throw wrong("The ID token was asked for by " + party + ", not by " + expected.clientId());
    }
    String nonce = Objects.requireNonNullElse(claims.getStringClaim("nonce"), "");
    if (!MessageDigest.isEqual(nonce.getBytes(UTF_8), expected.nonce().getBytes(UTF_8))) {
      throw wrong("The ID token answers another request.");
    }
    String subject = claims.getSubject();
    if (subject == null || subject.isEmpty() || subject.length() > MAX_SUBJECT) {
      throw wrong("The ID token does not say in 1 to 255 characters whom it is about.");
    }
  }

  private static void checkTimes(JWTClaimsSet claims, Expected expected, long nowMillis)
      throws OidcException, ParseException {
    Instant now = Instant.ofEpochMilli(nowMillis);
    Instant until = time(claims, "exp");
    if (until == null || !until.plus(SKEW).isAfter(now)) {
      throw wrong("The ID token was good until " + until + ".");
    }
    Instant issued = time(claims, "iat");
    if (issued == null || issued.minus(SKEW).isAfter(now) || issued.plus(MAX_AGE).isBefore(now)) {
      throw wrong("The ID token is of " + issued + "; is the clock of a server wrong?");
    }
    Instant from = time(claims, "nbf");
    if (from != null && from.minus(SKEW).isAfter(now)) {
      throw wrong("The ID token is not good before " + from + ".");
    }
    Instant asked = Instant.ofEpochMilli(expected.signedInAfter());
    Instant signedIn = time(claims, "auth_time");
    if (expected.signedInAfter() > 0 && (signedIn == null || signedIn.plus(SKEW).isBefore(asked))) {
      throw wrong("The provider did not ask the person anew; it says auth_time " + signedIn + ".");
    }
  }

  private static @Nullable Instant time(JWTClaimsSet claims, String name) throws ParseException {
    Date date = claims.getDateClaim(name);
    return date == null ? null : date.toInstant();
  }

  /**
   * Checks that an access token belongs to the ID token, where that says so.
   *
   * @throws OidcException when it belongs to another
   */
  static void checkAccessToken(JWTClaimsSet claims, String token, String accessToken)
      throws OidcException {
    try {
      String expected = claims.getStringClaim("at_hash");
      if (expected == null) {
        return;
      }
      String algorithm = SignedJWT.parse(token).getHeader().getAlgorithm().getName();
      byte[] hash =
          MessageDigest.getInstance("SHA-" + algorithm.substring(2))
              .digest(accessToken.getBytes(US_ASCII));
      String half =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(Arrays.copyOf(hash, hash.length / 2));
      if (!MessageDigest.isEqual(half.getBytes(US_ASCII), expected.getBytes(UTF_8))) {
        throw wrong("The access token is not of this ID token.");
      }
    } catch (ParseException | NoSuchAlgorithmException e) {
      throw new OidcException(Problem.TOKEN, "The hash of the access token cannot be read.", e);
    }
  }

  private static OidcException wrong(String message) {
    return new OidcException(Problem.TOKEN, message);
  }
}
