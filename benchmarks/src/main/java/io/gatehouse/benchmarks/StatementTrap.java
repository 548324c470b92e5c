// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects the SQL that the store logs while it answers. */
final class StatementTrap extends Handler {

  private final Logger logger = Logger.getLogger("io.gatehouse.storage.duckdb.Statements");
  private final List<String> statements = new ArrayList<>();

  StatementTrap() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  /** The statements of one task, in order. */
  synchronized List<String> during(Runnable task) {
    statements.clear();
    logger.setLevel(Level.FINEST);
    try {
      task.run();
    } finally {
      logger.setLevel(Level.OFF);
    }
    return List.copyOf(statements);
  }

  @Override
  public void publish(LogRecord event) {
    statements.add(event.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
