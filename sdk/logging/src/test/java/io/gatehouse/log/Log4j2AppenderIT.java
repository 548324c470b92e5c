// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;

class Log4j2AppenderIT extends LogCaptureContract {

  @Override
  LogCapture install() {
    Configurator.setRootLevel(Level.INFO);
    return Log4j2Appender.install();
  }

  @Override
  void warn(String logger, String text, String parameter) {
    LogManager.getLogger(logger).warn("{} {}", text, parameter);
  }

  @Test
  void g1_libraryInUse_isFound() {
    assertThat(Log4j2Appender.isInUse()).isTrue();
  }
}
