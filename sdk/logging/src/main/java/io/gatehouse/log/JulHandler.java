// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** For {@code java.util.logging}: attach it by {@link #install}, or name it as a handler. */
public final class JulHandler extends Handler {

  private final Formatter formatter = new SimpleFormatter();

  /** For {@code logging.properties}. */
  public JulHandler() {}

  /** Attaches to the root logger. */
  public static LogCapture install() {
    Logger root = Logger.getLogger("");
    JulHandler handler = new JulHandler();
    root.addHandler(handler);
    return () -> root.removeHandler(handler);
  }

  @Override
  public void publish(LogRecord line) {
    if (isLoggable(line)) {
      CurrentLog.tell(
          line.getInstant(),
          level(line.getLevel()),
          line.getLoggerName(),
          () -> formatter.formatMessage(line));
    }
  }

  private static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (value >= Level.WARNING.intValue()) {
      return "warn";
    }
    if (value >= Level.CONFIG.intValue()) {
      return "info";
    }
    return value >= Level.FINE.intValue() ? "debug" : "trace";
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
