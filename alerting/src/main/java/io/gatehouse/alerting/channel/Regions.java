// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.InvalidSpecException;
import java.util.Map;

/** Services that have one address for each region of the world. */
final class Regions {

  private static final String DEFAULT = "us";

  private Regions() {}

  static void check(Map<String, String> config) {
    String region = config.getOrDefault("region", "");
    if (!region.isEmpty() && !region.equals("us") && !region.equals("eu")) {
      throw new InvalidSpecException(
          "region", "The field region is \"" + region + "\", but must be us or eu.");
    }
  }

  static String address(Map<String, String> addresses, Map<String, String> config) {
    String region = config.getOrDefault("region", "");
    String address = addresses.get(region.isEmpty() ? DEFAULT : region);
    if (address == null) {
      throw new IllegalStateException("no address for the region " + region);
    }
    return address;
  }
}
