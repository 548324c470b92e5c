// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses, with a port or without.
 *
 * @param port 0 = any
 */
public record AddressBlock(byte[] base, int prefixLength, int port) {

  public AddressBlock {
    base = base.clone();
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 10.1.2.3:8080}, {@code 10.0.0.0/8:443}, {@code fd00::/8} or
   * {@code [fd00::/8]:443}.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static AddressBlock parse(String text) {
    String block = text.strip();
    int port = 0;
    if (block.startsWith("[")) {
      int end = block.indexOf(']');
      if (end < 0) {
        throw new IllegalArgumentException("no closing bracket: " + text);
      }
      port = end == block.length() - 1 ? 0 : port(block.substring(end + 1), text);
      block = block.substring(1, end);
    } else if (block.indexOf(':') == block.lastIndexOf(':') && block.indexOf(':') >= 0) {
      port = port(block.substring(block.indexOf(':')), text);
      block = block.substring(0, block.indexOf(':'));
    }
    int slash = block.indexOf('/');
    byte[] base = literal(slash < 0 ? block : block.substring(0, slash), text);
    int bits = base.length * 8;
    int prefix = slash < 0 ? bits : number(block.substring(slash + 1), text);
    if (prefix > bits) {
      throw new IllegalArgumentException("prefix length of " + text);
    }
    return new AddressBlock(base, prefix, port);
  }

  private static int port(String afterHost, String text) {
    if (!afterHost.startsWith(":")) {
      throw new IllegalArgumentException("no port: " + text);
    }
    int port = number(afterHost.substring(1), text);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port of " + text);
    }
    return port;
  }

  private static int number(String digits, String text) {
    if (!digits.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("no number: " + text);
    }
    return Integer.parseInt(digits);
  }

  private static byte[] literal(String address, String text) {
    byte[] bytes = OutboundUrl.literal(address);
    if (bytes == null) {
      throw new IllegalArgumentException("no literal address: " + text);
    }
    return bytes;
  }

  /** Whether an address is within, for this port. */
  public boolean contains(byte[] address, int onPort) {
    if (address.length != base.length || (port != 0 && port != onPort)) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public byte[] base() {
    return base.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressBlock block
        && java.util.Arrays.equals(base, block.base)
        && prefixLength == block.prefixLength
        && port == block.port;
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(base) * 31 + prefixLength * 7 + port;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(base).getHostAddress()
          + "/"
          + prefixLength
          + (port == 0 ? "" : ":" + port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen bytes", e);
    }
  }
}
