// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.server.signin.oidc.OidcException.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider tells about itself.
 *
 * @param userinfo null = it has none
 * @param tellsIssuer says with each answer who it is
 * @param secretInBody takes the client secret only in the body
 */
record ProviderMetadata(
    String issuer,
    String authorization,
    String token,
    String keys,
    @Nullable String userinfo,
    boolean tellsIssuer,
    boolean secretInBody) {

  static final String PATH = "/.well-known/openid-configuration";

  /**
   * Reads what was found under the issuer.
   *
   * @throws OidcException when it is another issuer's, or lacks what is needed
   */
  static ProviderMetadata of(String issuer, JsonNode found) throws OidcException {
    String named = found.path("issuer").asText();
    if (!named.equals(issuer)) {
      throw new OidcException(
          Problem.PROVIDER,
          "The provider calls itself \"" + named + "\", but is set up as \"" + issuer + "\".");
    }
    List<String> methods = texts(found.path("code_challenge_methods_supported"));
    if (!methods.isEmpty() && !methods.contains("S256")) {
      throw new OidcException(
          Problem.PROVIDER, "The provider offers PKCE with " + methods + " only, not with S256.");
    }
    List<String> authentication = texts(found.path("token_endpoint_auth_methods_supported"));
    String userinfo = found.path("userinfo_endpoint").asText();
    return new ProviderMetadata(
        issuer,
        endpoint(found, "authorization_endpoint"),
        endpoint(found, "token_endpoint"),
        endpoint(found, "jwks_uri"),
        userinfo.isEmpty() ? null : endpoint(found, "userinfo_endpoint"),
        found.path("authorization_response_iss_parameter_supported").asBoolean(),
        authentication.contains("client_secret_post")
            && !authentication.contains("client_secret_basic"));
  }

  private static String endpoint(JsonNode found, String name) throws OidcException {
    String url = found.path(name).asText();
    if (!isSafe(url)) {
      throw new OidcException(
          Problem.PROVIDER, "The provider's " + name + " is \"" + url + "\", but must be HTTPS.");
    }
    return url;
  }

  /** HTTPS, or this machine itself. */
  static boolean isSafe(String url) {
    try {
      URI uri = URI.create(url);
      String host = uri.getHost();
      if (host == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
        return false;
      }
      boolean local = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
      return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
