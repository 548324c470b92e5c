// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Storage;
import io.gatehouse.storage.testkit.MaintenanceContract;
import java.nio.file.Path;

class DuckDbMaintenanceTest extends MaintenanceContract {

  @Override
  protected Storage create(Path directory) {
    return TestStorage.create(directory);
  }
}
