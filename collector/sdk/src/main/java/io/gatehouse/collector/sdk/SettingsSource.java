// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import org.jspecify.annotations.Nullable;

/** Knows what the SDKs of an app are told to do. Answers from memory, never throws. */
@FunctionalInterface
public interface SettingsSource {

  SettingsSource NONE = (app, revision) -> null;

  /**
   * The body of the answer to a batch.
   *
   * @param revision of the settings that the sender runs on
   * @return JSON with {@code settings}; null when the sender has the newest
   */
  @Nullable String answer(int app, long revision);
}
