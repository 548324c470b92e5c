// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import java.time.Duration;
import java.util.List;

/**
 * How the server listens.
 *
 * @param address to bind; empty = all
 * @param port 0 = any free one
 * @param publicUrl as people reach it, without a slash at the end; empty = as they came
 * @param trustedProxies whose forwarding headers count, as CIDR blocks
 * @param allowPlainHttpSignIn sign in over plain HTTP from other machines
 * @param allowRemoteSetup first user from another machine
 */
public record HttpConfig(
    String address,
    int port,
    String publicUrl,
    List<CidrBlock> trustedProxies,
    boolean allowPlainHttpSignIn,
    boolean allowRemoteSetup,
    int maxConnections,
    Duration requestTimeout) {

  public HttpConfig {
    trustedProxies = List.copyOf(trustedProxies);
  }

  public static HttpConfig from(Settings settings) {
    return new HttpConfig(
        settings.text(
            "server.address", "", "Address to listen on; empty = all addresses of the machine."),
        settings.integer("server.port", 8080, 0, 65_535, "Port for everything; 0 = any free one."),
        stripSlash(
            settings.text(
                "server.public-url",
                "",
                "Address under which people and SDKs reach the server, e.g."
                    + " https://gatehouse.example.com; empty = the one they used. A path in it"
                    + " is where a reverse proxy mounts the dashboard.")),
        settings
            .list(
                "server.trusted-proxies",
                "Addresses (CIDR) of reverse proxies whose X-Forwarded-For and"
                    + " X-Forwarded-Proto are believed.")
            .stream()
            .map(block -> trusted(block))
            .toList(),
        settings.flag(
            "server.allow-plain-http-sign-in",
            false,
            "Let people on other machines sign in without TLS."),
        settings.flag(
            "server.allow-remote-setup",
            false,
            "Let the first user be created from another machine (with the one-time token)."),
        settings.integer(
            "server.max-connections", 2_000, 10, 100_000, "Connections served at once."),
        settings.duration(
            "server.request-timeout",
            Duration.ofSeconds(60),
            "Longest time for a request, its body included."));
  }

  private static CidrBlock trusted(String block) {
    try {
      return CidrBlock.parse(block);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "The setting server.trusted-proxies contains \""
              + block
              + "\", which is no address"
              + " block such as 10.0.0.0/8 or ::1/128.");
    }
  }

  private static String stripSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
