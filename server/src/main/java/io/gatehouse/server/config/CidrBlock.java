// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of IP addresses, e.g. {@code 10.0.0.0/8}. */
public record CidrBlock(InetAddress base, int prefixLength) {

  /**
   * @throws IllegalArgumentException when it is no literal address with an optional prefix length
   */
  public static CidrBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress base = literal(slash < 0 ? text : text.substring(0, slash));
    int bits = base.getAddress().length * 8;
    int prefixLength = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException("prefix length of " + text);
    }
    return new CidrBlock(base, prefixLength);
  }

  private static InetAddress literal(String text) {
    if (!text.matches("[0-9a-fA-F:.]+")) {
      throw new IllegalArgumentException("no literal address: " + text);
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no literal address: " + text, e);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] expected = base.getAddress();
    byte[] actual = address.getAddress();
    if (expected.length != actual.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((expected[bit / 8] & mask) != (actual[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
