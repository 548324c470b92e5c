// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.testkit.Data;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Stores as tests open them: small, and with a clock that stands still. */
final class TestStorage {

  static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(Data.START * 60));

  private TestStorage() {}

  static DuckDbStorage create(Path directory) {
    return new DuckDbStorage(config(directory), CLOCK);
  }

  static DuckDbConfig config(Path directory) {
    return DuckDbConfig.of(directory);
  }
}
