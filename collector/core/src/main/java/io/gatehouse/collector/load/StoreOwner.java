// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.TelemetryWriter;

/** Whoever opened the store, and can replace a damaged one. */
public interface StoreOwner {

  /** The writer of the store that is open now. */
  TelemetryWriter writer();

  /**
   * The files cannot be read: move them aside and open a new store. The loader goes on from the
   * position that the new store tells. Called on the loader's thread.
   */
  void replaceDamaged(StorageException damage);

  /** An owner of a store that cannot be replaced: damage is an outage. */
  static StoreOwner of(TelemetryWriter writer) {
    return new StoreOwner() {
      @Override
      public TelemetryWriter writer() {
        return writer;
      }

      @Override
      public void replaceDamaged(StorageException damage) {
        throw damage;
      }
    };
  }
}
