// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.server.signin.oidc.OidcException.Problem;
import io.gatehouse.server.signin.oidc.ProviderWeb.JsonAnswer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Leads people to a provider and finds out with what they come back. What providers tell about
 * themselves is kept for an hour, their keys too unless a new one turns up. Thread-safe.
 */
public final class OidcClient {

  private static final int RANDOM_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final ProviderWeb web;
  private final Clock clock;

  /** By issuer. */
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  public OidcClient(OutboundHttp http, Clock clock) {
    this.web = new ProviderWeb(http);
    this.clock = clock;
  }

  private record Known(Kept<ProviderMetadata> metadata, Kept<List<JWK>> keys) {}

  /**
   * Us at a provider.
   *
   * @param secret null = it gave none
   */
  public record Client(
      String issuer, String clientId, @Nullable String secret, String groupsClaim) {}

  /**
   * Somebody on the way to a provider.
   *
   * @param url where to send the browser
   * @param verifier what only we know of the code, for PKCE
   * @param signedInAfter the provider has to ask the person anew after it; 0 = no matter
   */
  public record Departure(
      String url, String nonce, String verifier, String redirectUri, long signedInAfter) {}

  /** Whether an address may be an issuer. */
  public static boolean isIssuer(String url) {
    return url.length() <= 500 && url.indexOf('?') < 0 && ProviderMetadata.isSafe(url);
  }

  /**
   * Whether a provider is there and says who it is; what is known of it is forgotten first.
   *
   * @throws OidcException saying what is wrong
   */
  public void check(String issuer) throws OidcException {
    known.remove(issuer);
    metadata(issuer);
    keys(issuer, false);
  }

  /**
   * Where to send a browser.
   *
   * @param state comes back with it
   * @param askAnew the provider has to ask for a password or the like again
   */
  public Departure depart(Client client, String redirectUri, String state, boolean askAnew)
      throws OidcException {
    ProviderMetadata metadata = metadata(client.issuer());
    String nonce = randomText();
    String verifier = randomText();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client.clientId());
    query.put("redirect_uri", redirectUri);
    query.put("scope", "openid email profile");
    query.put("state", state);
    query.put("nonce", nonce);
    query.put("code_challenge", base64(sha256(verifier)));
    query.put("code_challenge_method", "S256");
    if (askAnew) {
      query.put("prompt", "login");
      query.put("max_age", "0");
    }
    StringBuilder url = new StringBuilder(metadata.authorization());
    char separator = metadata.authorization().indexOf('?') < 0 ? '?' : '&';
    for (Map.Entry<String, String> field : query.entrySet()) {
      url.append(separator).append(field.getKey()).append('=');
      url.append(ProviderWeb.encoded(field.getValue()).replace("+", "%20"));
      separator = '&';
    }
    return new Departure(
        url.toString(), nonce, verifier, redirectUri, askAnew ? clock.millis() : 0);
  }

  /**
   * Who came back.
   *
   * @param code that the browser brought
   * @param issuer that the browser brought, so that nobody mixes providers up; null = none
   * @throws OidcException when what the provider says does not hold
   */
  public Person arrive(Client client, Departure departure, String code, @Nullable String issuer)
      throws OidcException {
    ProviderMetadata metadata = metadata(client.issuer());
    boolean right = issuer == null ? !metadata.tellsIssuer() : issuer.equals(client.issuer());
    if (!right) {
      throw new OidcException(
          Problem.TOKEN, "The answer is of " + issuer + ", not of " + client.issuer() + ".");
    }
    JsonNode tokens = tokens(client, metadata, departure, code);
    String idToken = tokens.path("id_token").asText();
    JWTClaimsSet claims =
        IdTokens.verify(
            idToken,
            new IdTokens.Expected(
                client.issuer(), client.clientId(), departure.nonce(), departure.signedInAfter()),
            fresh -> keys(client.issuer(), fresh),
            clock.millis());
    JsonNode more = null;
    String userinfo = metadata.userinfo();
    if (claims.getClaim("email") == null && userinfo != null) {
      String accessToken = tokens.path("access_token").asText();
      IdTokens.checkAccessToken(claims, idToken, accessToken);
      more = userinfo(userinfo, accessToken, claims.getSubject());
    }
    return person(client, claims, more);
  }

  private JsonNode tokens(
      Client client, ProviderMetadata metadata, Departure departure, String code)
      throws OidcException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", departure.redirectUri());
    form.put("code_verifier", departure.verifier());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.put("Accept", "application/json");
    String secret = client.secret();
    if (secret == null || metadata.secretInBody()) {
      form.put("client_id", client.clientId());
    }
    if (secret != null && metadata.secretInBody()) {
      form.put("client_secret", secret);
    } else if (secret != null) {
      String pair = ProviderWeb.encoded(client.clientId()) + ":" + ProviderWeb.encoded(secret);
      headers.put(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    JsonAnswer answer = web.post(metadata.token(), form, headers);
    if (answer.status() != 200) {
      throw new OidcException(
          Problem.PROVIDER,
          "The provider did not take the code: "
              + answer.status()
              + " "
              + answer.json().path("error").asText()
              + " "
              + answer.json().path("error_description").asText());
    }
    return answer.json();
  }

  /** What the ID token leaves out, which some providers keep for those who ask. */
  private JsonNode userinfo(String url, String accessToken, String subject) throws OidcException {
    if (!accessToken.matches("[A-Za-z0-9._~+/=-]+")) {
      throw new OidcException(Problem.PROVIDER, "The provider gave no access token.");
    }
    JsonNode found =
        web.get(
            url, Map.of("Authorization", "Bearer " + accessToken, "Accept", "application/json"));
    if (!found.path("sub").asText().equals(subject)) {
      throw new OidcException(Problem.TOKEN, "The provider tells of somebody else when asked.");
    }
    return found;
  }

  private static Person person(Client client, JWTClaimsSet claims, @Nullable JsonNode more) {
    Map<String, Object> told = claims.getClaims();
    String email = text(told, more, "email").strip().toLowerCase(Locale.ROOT);
    boolean verified =
        more == null
            ? "true".equals(String.valueOf(told.get("email_verified")))
            : more.path("email_verified").asBoolean();
    return new Person(
        client.issuer(),
        claims.getSubject(),
        email,
        verified,
        text(told, more, "name"),
        groups(told, more, client.groupsClaim()));
  }

  private static String text(Map<String, Object> told, @Nullable JsonNode more, String name) {
    if (told.get(name) instanceof String text) {
      return text;
    }
    return more == null ? "" : more.path(name).asText();
  }

  private static List<String> groups(
      Map<String, Object> told, @Nullable JsonNode more, String claim) {
    List<String> groups = new ArrayList<>();
    if (told.get(claim) instanceof List<?> list) {
      list.forEach(one -> groups.add(String.valueOf(one)));
    } else if (told.get(claim) instanceof String one) {
      groups.add(one);
    } else if (more != null) {
      more.path(claim).forEach(one -> groups.add(one.asText()));
    }
    return groups;
  }

  private Known known(String issuer) {
    return known.computeIfAbsent(issuer, key -> new Known(new Kept<>(clock), new Kept<>(clock)));
  }

  private ProviderMetadata metadata(String issuer) throws OidcException {
    return known(issuer)
        .metadata()
        .get(
            false,
            () -> {
              String base =
                  issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
              JsonNode found = web.get(base + ProviderMetadata.PATH, Map.of());
              return ProviderMetadata.of(issuer, found);
            });
  }

  private List<JWK> keys(String issuer, boolean fresh) throws OidcException {
    ProviderMetadata metadata = metadata(issuer);
    return known(issuer)
        .keys()
        .get(
            fresh,
            () -> {
              JsonNode found = web.get(metadata.keys(), Map.of());
              try {
                return JWKSet.parse(found.toString()).getKeys();
              } catch (ParseException e) {
                throw new OidcException(Problem.PROVIDER, "The provider's keys cannot be read.", e);
              }
            });
  }

  private String randomText() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
