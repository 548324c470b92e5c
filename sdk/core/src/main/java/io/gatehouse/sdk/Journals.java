// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journals of a spool directory: one for what is counted now, one for what is being sealed.
 * Used by one thread at a time.
 */
final class Journals {

  private static final List<String> FILES = List.of("journal-a", "journal-b");

  private final List<Journal> journals;
  private final long epoch;
  private long uses;

  private Journals(List<Journal> journals, long epoch) {
    this.journals = journals;
    this.epoch = epoch;
  }

  /**
   * Opens the journals; the caller holds the directory's lock.
   *
   * @param epoch of the spool, unlike that of any process before
   * @param bytes size of each
   */
  static Journals open(Path directory, long epoch, int bytes, SdkMetrics metrics)
      throws IOException {
    List<Journal> journals = new ArrayList<>();
    for (String name : FILES) {
      journals.add(Journal.open(directory.resolve(name), bytes, metrics));
    }
    return new Journals(List.copyOf(journals), epoch);
  }

  /** Whether a process ended without sealing what it counted. */
  static boolean isAnyInUse(Path directory) throws IOException {
    boolean inUse = false;
    for (String name : FILES) {
      inUse |= Journal.isInUse(directory.resolve(name));
    }
    return inUse;
  }

  /** Those that have not been released. */
  List<Journal> inUse() {
    return journals.stream().filter(journal -> journal.number() != 0).toList();
  }

  /** Takes a free journal into use; null when there is none. */
  @Nullable Journal next() {
    for (Journal journal : journals) {
      if (journal.number() == 0 && journal.begin((epoch << 32) | ++uses)) {
        return journal;
      }
    }
    return null;
  }
}
