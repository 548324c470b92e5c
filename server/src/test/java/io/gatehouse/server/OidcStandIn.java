// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A provider of OpenID Connect that plays discovery, keys, authorization, tokens and user info as
 * it should, and lies where a test says so. Whoever comes to it is signed in as {@link #subject}.
 */
public final class OidcStandIn implements AutoCloseable {

  public static final String CLIENT = "gatehouse client";
  public static final String SECRET = "s3cr:t & more";

  private final HttpServer server;
  private final Clock clock;
  private final Map<String, Asked> codes = new HashMap<>();

  /** What it says of whoever comes. */
  public String subject = "u-1";

  public String email = "new@example.com";
  public boolean emailVerified = true;
  public List<String> groups = List.of();

  /** What tests spoil. */
  public Consumer<ObjectNode> discovery = unused -> {};

  public Consumer<JWTClaimsSet.Builder> claims = unused -> {};
  public Function<JWTClaimsSet, String> signing = this::signed;
  public String error = "";
  public boolean tellsIssuer;
  public boolean emailInUserinfoOnly;
  public String userinfoSubject = "";

  /** Published keys, and the one that signs. */
  public final List<JWK> keys = new ArrayList<>();

  public JWK signer;

  /** What was asked of it. */
  public int tokenCalls;

  public int keyCalls;
  public Map<String, String> lastAuthorization = Map.of();

  private record Asked(String challenge, String nonce, String redirectUri) {}

  public OidcStandIn(Clock clock) {
    this.clock = clock;
    this.signer = rsa("k1");
    keys.add(signer);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public static RSAKey rsa(String kid) {
    try {
      return new RSAKeyGenerator(2_048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static ECKey curve(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String issuer() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/openid-configuration" -> json(exchange, 200, configuration());
        case "/jwks" -> {
          keyCalls++;
          json(exchange, 200, new JWKSet(keys).toString());
        }
        case "/authorize" -> authorize(exchange);
        case "/token" -> token(exchange);
        case "/userinfo" -> userinfo(exchange);
        default -> json(exchange, 404, "{}");
      }
    }
  }

  private String configuration() {
    ObjectNode document =
        TestServer.JSON
            .createObjectNode()
            .put("issuer", issuer())
            .put("authorization_endpoint", issuer() + "/authorize?tenant=t")
            .put("token_endpoint", issuer() + "/token")
            .put("jwks_uri", issuer() + "/jwks")
            .put("userinfo_endpoint", issuer() + "/userinfo")
            .put("authorization_response_iss_parameter_supported", tellsIssuer);
    document.putArray("code_challenge_methods_supported").add("S256");
    discovery.accept(document);
    return document.toString();
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
    lastAuthorization = query;
    boolean right =
        "code".equals(query.get("response_type"))
            && CLIENT.equals(query.get("client_id"))
            && "S256".equals(query.get("code_challenge_method"))
            && query.get("scope").contains("openid")
            && "t".equals(query.get("tenant"));
    if (!right) {
      json(exchange, 400, "{}");
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(
        code,
        new Asked(query.get("code_challenge"), query.get("nonce"), query.get("redirect_uri")));
    String back =
        query.get("redirect_uri")
            + (error.isEmpty() ? "?code=" + code : "?error=" + error)
            + "&state="
            + query.get("state")
            + (tellsIssuer ? "&iss=" + issuer() : "");
    exchange.getResponseHeaders().set("Location", back);
    exchange.sendResponseHeaders(302, -1);
  }

  private void token(HttpExchange exchange) throws IOException {
    tokenCalls++;
    Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString("gatehouse+client:s3cr%3At+%26+more".getBytes(US_ASCII));
    Asked asked = codes.remove(form.getOrDefault("code", ""));
    boolean right =
        expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && "authorization_code".equals(form.get("grant_type"))
            && asked != null
            && asked.redirectUri().equals(form.get("redirect_uri"))
            && asked.challenge().equals(challengeOf(form.getOrDefault("code_verifier", "")));
    if (!right) {
      json(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"no such code\"}");
      return;
    }
    json(
        exchange,
        200,
        TestServer.JSON
            .createObjectNode()
            .put("token_type", "Bearer")
            .put("access_token", "access-1")
            .put("id_token", signing.apply(claimsFor(asked)))
            .toString());
  }

  private JWTClaimsSet claimsFor(Asked asked) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject(subject)
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("auth_time", now.getEpochSecond())
            .claim("nonce", asked.nonce())
            .claim("name", "Nora New")
            .claim("groups", groups);
    if (!emailInUserinfoOnly) {
      builder.claim("email", email).claim("email_verified", emailVerified);
    }
    claims.accept(builder);
    return builder.build();
  }

  /** As it should be. */
  public String signed(JWTClaimsSet set) {
    return signed(set, signer);
  }

  public static String signed(JWTClaimsSet set, JWK key) {
    try {
      boolean curve = key instanceof ECKey;
      JWSHeader header =
          new JWSHeader.Builder(curve ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256)
              .keyID(key.getKeyID())
              .type(JOSEObjectType.JWT)
              .build();
      SignedJWT token = new SignedJWT(header, set);
      token.sign(curve ? new ECDSASigner((ECKey) key) : new RSASSASigner((RSAKey) key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void userinfo(HttpExchange exchange) throws IOException {
    boolean right =
        "Bearer access-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    json(
        exchange,
        right ? 200 : 401,
        TestServer.JSON
            .createObjectNode()
            .put("sub", userinfoSubject.isEmpty() ? subject : userinfoSubject)
            .put("email", email)
            .put("email_verified", emailVerified)
            .put("name", "Nora New")
            .toString());
  }

  private static String challengeOf(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return fields;
  }

  /** The fields of an address. */
  public static Map<String, String> query(String url) {
    return fields(URI.create(url).getRawQuery());
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
