// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.catalog.Preferences;
import io.gatehouse.server.http.Json;
import io.gatehouse.storage.Maintenance.RetentionLimits;

/** How long data is kept, as set in the dashboard. */
public final class RetentionPreference {

  private static final String NAME = "retention";

  private final Preferences preferences;

  public RetentionPreference(Preferences preferences) {
    this.preferences = preferences;
  }

  public RetentionLimits get() {
    return preferences.get(NAME).map(RetentionPreference::parse).orElse(RetentionLimits.DEFAULT);
  }

  public void set(RetentionLimits limits) {
    preferences.set(NAME, Json.MAPPER.valueToTree(limits).toString());
  }

  private static RetentionLimits parse(String json) {
    try {
      return Json.MAPPER.readValue(json, RetentionLimits.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored retention limits cannot be read: " + json, e);
    }
  }
}
