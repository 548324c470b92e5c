// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Storage;
import io.gatehouse.storage.testkit.SqlContract;
import java.nio.file.Path;

class DuckDbSqlTest extends SqlContract {

  @Override
  protected Storage create(Path directory) {
    return TestStorage.create(directory);
  }
}
