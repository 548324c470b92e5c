// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens and closes the store of a contract; the contracts are its subclasses. */
public abstract class StorageContract {

  @TempDir Path directory;

  private Storage storage;

  /** A store that keeps its data in the directory; not open yet. */
  protected abstract Storage create(Path directory);

  @BeforeEach
  void openStorage() {
    storage = create(directory);
    storage.open();
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }

  protected final Storage storage() {
    return storage;
  }

  protected final Path directory() {
    return directory;
  }

  /** Closes the store and opens it again. */
  protected final void reopen() {
    storage.close();
    storage = create(directory);
    storage.open();
  }

  /** Stores requests that are told by themselves, in one batch at the start. */
  protected final void appendRequests(RequestLog... logs) {
    storage()
        .writer()
        .append(
            List.of(Data.batch(Data.START).requestLogs(List.of(logs)).build()),
            new LogPosition(0, 1));
  }
}
