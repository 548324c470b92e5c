// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.testkit;

import io.gatehouse.collector.AppDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Apps in a map. */
public final class FakeApps implements AppDirectory {

  public static final UUID KNOWN = UUID.fromString("2b1f7e0c-5c1d-4f6a-9e3b-7a4d0c9b1e2f");
  public static final UUID PAUSED = UUID.fromString("00000000-5c1d-4f6a-9e3b-7a4d0c9b1e2f");
  public static final int APP = 7;

  private final Map<UUID, Resolution> known =
      new HashMap<>(
          Map.of(KNOWN, new Resolution.Known(APP, false), PAUSED, new Resolution.Known(8, true)));

  public static final String TOKEN = "ghi_known";
  public static final String PAUSED_TOKEN = "ghi_paused";

  private boolean available = true;

  public void setAvailable(boolean value) {
    available = value;
  }

  @Override
  public Resolution resolveIngestToken(String token) {
    return switch (token) {
      case TOKEN -> resolveClientId(KNOWN);
      case PAUSED_TOKEN -> resolveClientId(PAUSED);
      default -> resolveClientId(new UUID(0, 0));
    };
  }

  @Override
  public Resolution resolveClientId(UUID clientId) {
    return available
        ? known.getOrDefault(clientId, new Resolution.Unknown())
        : new Resolution.Unavailable();
  }
}
