// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import io.gatehouse.server.config.CidrBlock;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who really sent a request, when proxies stand in between. */
final class ClientAddress {

  private final List<CidrBlock> trustedProxies;

  ClientAddress(List<CidrBlock> trustedProxies) {
    this.trustedProxies = trustedProxies;
  }

  boolean isTrusted(InetAddress peer) {
    return trustedProxies.stream().anyMatch(block -> block.contains(peer));
  }

  /**
   * The last address of the chain that is no proxy of ours.
   *
   * @param forwardedFor header {@code X-Forwarded-For}, null when absent
   */
  InetAddress resolve(InetAddress peer, @Nullable String forwardedFor) {
    InetAddress sender = peer;
    if (forwardedFor == null) {
      return sender;
    }
    String[] chain = forwardedFor.split(",");
    for (int i = chain.length - 1; i >= 0 && isTrusted(sender); i--) {
      try {
        sender = CidrBlock.parse(chain[i].strip()).base();
      } catch (IllegalArgumentException e) {
        return sender;
      }
    }
    return sender;
  }
}
