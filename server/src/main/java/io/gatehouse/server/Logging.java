// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sends the log to standard error, one line an event, with control characters made harmless. */
public final class Logging {

  private Logging() {}

  public static void start() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    ConsoleHandler console = new ConsoleHandler();
    console.setFormatter(new Line());
    root.addHandler(console);
    root.setLevel(Level.INFO);
    for (String chatty :
        new String[] {"org.flywaydb", "com.zaxxer.hikari", "com.linecorp.armeria"}) {
      Logger logger = Logger.getLogger(chatty);
      logger.setLevel(Level.WARNING);
      KEPT.add(logger);
    }
  }

  /** Loggers that nobody refers to are collected, and their level with them. */
  private static final java.util.Set<Logger> KEPT = new java.util.HashSet<>();

  static final class Line extends Formatter {
    @Override
    public String format(LogRecord event) {
      StringBuilder line = new StringBuilder(160);
      line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS))
          .append(' ')
          .append(name(event.getLevel()))
          .append(' ')
          .append(shortName(event.getLoggerName()))
          .append(": ")
          .append(harmless(formatMessage(event)))
          .append('\n');
      if (event.getThrown() != null) {
        StringWriter trace = new StringWriter();
        event.getThrown().printStackTrace(new PrintWriter(trace, true));
        trace
            .toString()
            .lines()
            .forEach(frame -> line.append("  ").append(harmless(frame)).append('\n'));
      }
      return line.toString();
    }

    private static String name(Level level) {
      return level.equals(Level.SEVERE)
          ? "ERROR"
          : level.equals(Level.WARNING) ? "WARN" : level.getName();
    }

    private static String shortName(String logger) {
      return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }
  }

  /** Captured text must not forge lines or steer a terminal. */
  static String harmless(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t' || !Character.isISOControl(c)) {
        clean.append(c);
      } else {
        clean.append(String.format("\\x%02x", (int) c));
      }
    }
    return clean.toString();
  }
}
