// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Storage;
import io.gatehouse.storage.testkit.RequestChangeContract;
import java.nio.file.Path;

class DuckDbRequestChangeTest extends RequestChangeContract {

  @Override
  protected Storage create(Path directory) {
    return TestStorage.create(directory);
  }
}
