// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

/**
 * Attaches to the logging library that is in use, and tells each line to the exchange that is
 * current on the thread that logs. Lines outside of an exchange are ignored, and our own.
 *
 * <pre>{@code
 * LogCapture capture = LogCapture.install();
 * capture.close();
 * }</pre>
 */
@FunctionalInterface
public interface LogCapture extends AutoCloseable {

  /** Attaches to Logback, else to Log4j 2, else to {@code java.util.logging}. */
  static LogCapture install() {
    if (isPresent("org.slf4j.LoggerFactory")
        && isPresent("ch.qos.logback.classic.LoggerContext")
        && LogbackAppender.isInUse()) {
      return LogbackAppender.install();
    }
    if (isPresent("org.apache.logging.log4j.core.LoggerContext") && Log4j2Appender.isInUse()) {
      return Log4j2Appender.install();
    }
    return JulHandler.install();
  }

  /** Detaches. */
  @Override
  void close();

  private static boolean isPresent(String name) {
    try {
      Class.forName(name, false, LogCapture.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
