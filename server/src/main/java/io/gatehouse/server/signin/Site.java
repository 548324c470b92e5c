// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import java.net.URI;
import java.util.Locale;

/**
 * Where people reach the dashboard, as passkeys see it.
 *
 * @param rpId the host; passkeys are bound to it
 * @param origin scheme, host and port
 */
public record Site(String rpId, String origin) {

  /**
   * The site of an address.
   *
   * @throws WebAuthnException when browsers offer no passkeys there
   */
  public static Site of(String baseUrl) throws WebAuthnException {
    URI uri;
    try {
      uri = URI.create(baseUrl);
    } catch (IllegalArgumentException e) {
      throw new WebAuthnException("The address of this server is no URL.", e);
    }
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (host.isEmpty() || host.startsWith("[") || host.matches("[0-9.]+")) {
      throw new WebAuthnException(
          "Passkeys are bound to a name, and this server is reached by a number. Reach it by its"
              + " name, or set server.public-url.");
    }
    boolean local = host.equals("localhost") || host.endsWith(".localhost");
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !local) {
      throw new WebAuthnException(
          "Browsers offer passkeys over HTTPS only. If people use HTTPS already, name its address"
              + " with server.public-url.");
    }
    boolean usualPort = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    return new Site(host, scheme + "://" + host + (usualPort ? "" : ":" + uri.getPort()));
  }
}
