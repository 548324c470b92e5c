// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * For Logback: attach it by {@link #install}, or in {@code logback.xml} as an appender of the root
 * logger. Behind an asynchronous appender the exchange is not known.
 */
public final class LogbackAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  /** For {@code logback.xml}. */
  public LogbackAppender() {}

  static boolean isInUse() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext;
  }

  /**
   * Attaches to the root logger.
   *
   * @throws ClassCastException when SLF4J does not log through Logback
   */
  public static LogCapture install() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LogbackAppender appender = new LogbackAppender();
    appender.setName("gatehouse");
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    return () -> {
      root.detachAppender(appender);
      appender.stop();
    };
  }

  @Override
  protected void append(ILoggingEvent event) {
    CurrentLog.tell(
        Instant.ofEpochMilli(event.getTimeStamp()),
        level(event.getLevel()),
        event.getLoggerName(),
        event::getFormattedMessage);
  }

  private static String level(Level level) {
    return level.toString().toLowerCase(Locale.ROOT);
  }
}
