// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Storage;
import io.gatehouse.storage.testkit.ConsumerContract;
import java.nio.file.Path;

class DuckDbConsumerTest extends ConsumerContract {

  @Override
  protected Storage create(Path directory) {
    return TestStorage.create(directory);
  }
}
