// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.Inflater;

/** Inflaters to use again: making one costs more than inflating a small message. Thread-safe. */
final class InflaterPool {

  private static final int MAX_IDLE = 32;

  private final BlockingQueue<Inflater> idle = new ArrayBlockingQueue<>(MAX_IDLE);

  Inflater take() {
    Inflater known = idle.poll();
    return known == null ? new Inflater(true) : known;
  }

  void giveBack(Inflater inflater) {
    inflater.reset();
    if (!idle.offer(inflater)) {
      inflater.end();
    }
  }
}
