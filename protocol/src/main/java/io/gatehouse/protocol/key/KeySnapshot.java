// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What a service verifies API keys with: all keys of its app, or those that changed.
 *
 * @param app id of the app
 * @param revision grows with each change of a key of the app
 * @param since 0 = all keys; else those that changed after that revision
 * @param issuedAtMillis when the server wrote it
 * @param brand first part of the keys of the installation
 * @param peppers of the app, by their numbers
 * @param keys in the order of their changes
 */
public record KeySnapshot(
    String app,
    long revision,
    long since,
    long issuedAtMillis,
    String brand,
    Map<Integer, byte[]> peppers,
    List<KeyEntry> keys) {

  public KeySnapshot {
    requireNonNull(app, "app");
    requireNonNull(brand, "brand");
    peppers = Map.copyOf(peppers);
    keys = List.copyOf(keys);
  }

  /** Without the peppers. */
  @Override
  public String toString() {
    return "keys of " + app + ": revision " + revision + " since " + since + ", " + keys.size();
  }
}
