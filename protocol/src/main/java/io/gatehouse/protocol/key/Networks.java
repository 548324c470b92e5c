// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of networks in CIDR notation (RFC 4632, RFC 4291). An IPv4 address that is written as IPv6
 * ({@code ::ffff:10.0.0.1}) is the IPv4 address. Immutable.
 */
public final class Networks {

  /** Contains nothing. */
  public static final Networks NONE = new Networks(List.of());

  private final List<Network> networks;

  private record Network(byte[] address, int bits) {

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = bits / 8;
      for (int i = 0; i < whole; i++) {
        if (other[i] != address[i]) {
          return false;
        }
      }
      int rest = bits % 8;
      int mask = (0xff << (8 - rest)) & 0xff;
      return rest == 0 || (other[whole] & mask) == (address[whole] & mask);
    }
  }

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Reads networks.
   *
   * @param texts e.g. {@code 10.0.0.0/8}, {@code 2001:db8::/32}, {@code 192.0.2.7}
   * @throws IllegalArgumentException naming the text that is none
   */
  public static Networks of(List<String> texts) {
    List<Network> networks = new ArrayList<>(texts.size());
    for (String text : texts) {
      networks.add(network(text.strip()));
    }
    return networks.isEmpty() ? NONE : new Networks(List.copyOf(networks));
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    byte[] address = address(slash < 0 ? text : text.substring(0, slash));
    int most = address == null ? 0 : address.length * 8;
    int bits = slash < 0 ? most : bits(text.substring(slash + 1));
    if (address == null || bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no network such as 10.0.0.0/8 or 2001:db8::/32");
    }
    return new Network(address, bits);
  }

  private static int bits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  /**
   * The bytes of an address in digits, 4 or 16; null when the text is none. Asks no name server.
   */
  public static byte @Nullable [] address(String text) {
    String plain = text.startsWith("[") && text.endsWith("]") ? inner(text) : text;
    boolean digits = plain.indexOf(':') >= 0 ? isSix(plain) : isFour(plain);
    if (!digits) {
      return null;
    }
    try {
      return InetAddress.getByName(plain).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String inner(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1);
  }

  private static boolean isFour(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean number = part.matches("0|[1-9][0-9]{0,2}");
      if (!number || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSix(String text) {
    return text.length() <= 45 && text.matches("[0-9a-fA-F:.]+");
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /** Whether one of them has the address; false for a text that is no address. */
  public boolean contains(@Nullable String address) {
    if (address == null || networks.isEmpty()) {
      return false;
    }
    byte[] bytes = address(address);
    return bytes != null && contains(bytes);
  }

  /** Whether one of them has the address, 4 or 16 bytes. */
  public boolean contains(byte[] address) {
    for (Network network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
