// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import io.gatehouse.alerting.outbound.AddressBlock;
import io.gatehouse.alerting.outbound.OutboundGuard;
import java.util.List;

/**
 * Where the server may connect to for its users.
 *
 * @param allow beside the public network
 */
public record OutboundConfig(List<AddressBlock> allow) {

  public OutboundConfig {
    allow = List.copyOf(allow);
  }

  public static OutboundConfig from(Settings settings) {
    return new OutboundConfig(
        settings
            .list(
                OutboundGuard.SETTING,
                "Addresses that are not on the public network and that monitors, webhooks and"
                    + " sign-in by providers may reach nevertheless: blocks with a port or"
                    + " without, e.g. 10.0.0.0/8:443, 192.168.1.5:8080, [fd00::/8]:443.")
            .stream()
            .map(OutboundConfig::block)
            .toList());
  }

  private static AddressBlock block(String text) {
    try {
      return AddressBlock.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "The setting "
              + OutboundGuard.SETTING
              + " contains \""
              + text
              + "\", which is no address block such as 10.0.0.0/8:443 or [fd00::/8].");
    }
  }
}
