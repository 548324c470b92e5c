// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import java.time.Instant;
import java.util.Locale;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * For Log4j 2: attach it by {@link #install}, after each change of the configuration. Behind an
 * asynchronous appender or logger the exchange is not known.
 */
public final class Log4j2Appender extends AbstractAppender {

  private Log4j2Appender() {
    super("gatehouse", null, null, true, Property.EMPTY_ARRAY);
  }

  static boolean isInUse() {
    return LogManager.getContext(false) instanceof LoggerContext;
  }

  /**
   * Attaches to the root logger.
   *
   * @throws ClassCastException when the API of Log4j logs elsewhere
   */
  public static LogCapture install() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Log4j2Appender appender = new Log4j2Appender();
    appender.start();
    context.getRootLogger().addAppender(appender);
    return () -> {
      context.getRootLogger().removeAppender(appender);
      appender.stop();
    };
  }

  @Override
  public void append(LogEvent event) {
    Instant when =
        Instant.ofEpochSecond(
            event.getInstant().getEpochSecond(), event.getInstant().getNanoOfSecond());
    CurrentLog.tell(
        when,
        event.getLevel().getStandardLevel().name().toLowerCase(Locale.ROOT),
        event.getLoggerName(),
        () -> event.getMessage().getFormattedMessage());
  }
}
