// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.Networks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a call comes from behind proxies. What a header says is believed as far as the
 * proxies that wrote it are trusted: its hops are walked from the right, and the first one that is
 * no trusted proxy is the caller. Without trusted proxies it is the peer, whatever headers say.
 * Immutable.
 */
public final class CallerAddress {

  /** The address of the peer. */
  public static final CallerAddress OF_PEER = new CallerAddress(Networks.NONE);

  private final Networks proxies;

  private CallerAddress(Networks proxies) {
    this.proxies = proxies;
  }

  /** With proxies whose headers are believed. */
  public static CallerAddress behind(Networks trustedProxies) {
    return new CallerAddress(requireNonNull(trustedProxies, "trustedProxies"));
  }

  /**
   * The caller's address.
   *
   * @param peer of the connection; null = unknown
   * @param forwarded header of RFC 7239; null = there is none
   * @param forwardedFor header {@code X-Forwarded-For}; it counts when there is no {@code
   *     forwarded}
   * @return null when it is not known
   */
  public @Nullable String resolve(
      @Nullable String peer, @Nullable String forwarded, @Nullable String forwardedFor) {
    if (!proxies.contains(peer)) {
      return peer;
    }
    List<String> hops = forwarded == null ? hops(forwardedFor) : forwardedHops(forwarded);
    Collections.reverse(hops);
    String caller = peer;
    for (String hop : hops) {
      String address = withoutPort(hop);
      if (Networks.address(address) == null) {
        // Behind this everything may be made up; who it is cannot be told.
        return null;
      }
      caller = address;
      if (!proxies.contains(address)) {
        return caller;
      }
    }
    return caller;
  }

  private static List<String> hops(@Nullable String header) {
    List<String> hops = new ArrayList<>();
    if (header != null) {
      for (String hop : header.split(",", -1)) {
        hops.add(hop.strip());
      }
    }
    return hops;
  }

  /** The values of {@code for} in the elements of the header, unquoted. */
  private static List<String> forwardedHops(String header) {
    List<String> hops = new ArrayList<>();
    for (String element : header.split(",", -1)) {
      String found = "";
      for (String pair : element.split(";", -1)) {
        String text = pair.strip();
        if (text.regionMatches(true, 0, "for=", 0, 4)) {
          found = unquoted(text.substring(4).strip());
        }
      }
      hops.add(found);
    }
    return hops;
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    boolean port = colon > 0 && colon == hop.lastIndexOf(':');
    return port ? hop.substring(0, colon) : hop;
  }
}
