// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.List;

/** Shortens addresses so that they name a network and not a person. */
public final class ClientAddress {

  private static final List<String> FORWARDING =
      List.of(
          "x-forwarded-for",
          "x-real-ip",
          "cf-connecting-ip",
          "true-client-ip",
          "fly-client-ip",
          "x-client-ip",
          "forwarded");

  private ClientAddress() {}

  /** Whether a header names the client on whose behalf a proxy asks. */
  public static boolean isForwarding(String headerName) {
    // Asked for each header of each recorded request: no new text is made for it.
    for (String name : FORWARDING) {
      if (name.equalsIgnoreCase(headerName)) {
        return true;
      }
    }
    return false;
  }

  /** IPv4: the last of four parts becomes 0; IPv6: all but the first three groups go. */
  public static String truncate(String address) {
    int colon = address.indexOf(':');
    int firstDot = address.indexOf('.');
    if (colon < 0 || (firstDot > 0 && firstDot < colon)) {
      int dot = address.lastIndexOf('.');
      return dot < 0 ? address : address.substring(0, dot) + ".0";
    }
    int at = -1;
    for (int group = 0; group < 3; group++) {
      int next = address.indexOf(':', at + 1);
      if (next < 0 || next == at + 1) {
        return (at < 0 ? "" : address.substring(0, at)) + "::";
      }
      at = next;
    }
    return address.substring(0, at) + "::";
  }

  /** Every address in the value of a forwarding header. */
  public static String truncateAll(String value) {
    StringBuilder all = new StringBuilder(value.length());
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || !isAddressChar(value.charAt(i))) {
        String part = value.substring(start, i);
        all.append(isAddress(part) ? truncate(part) : part);
        if (i < value.length()) {
          all.append(value.charAt(i));
        }
        start = i + 1;
      }
    }
    return all.toString();
  }

  private static boolean isAddress(String part) {
    int dots = 0;
    int colons = 0;
    for (int i = 0; i < part.length(); i++) {
      dots += part.charAt(i) == '.' ? 1 : 0;
      colons += part.charAt(i) == ':' ? 1 : 0;
    }
    return dots == 3 || colons >= 2;
  }

  private static boolean isAddressChar(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F')
        || c == '.'
        || c == ':';
  }
}
