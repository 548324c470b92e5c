// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogbackAppenderIT extends LogCaptureContract {

  @Override
  LogCapture install() {
    return LogbackAppender.install();
  }

  @Override
  void warn(String logger, String text, String parameter) {
    LoggerFactory.getLogger(logger).warn("{} {}", text, parameter);
  }

  @Test
  void g1_libraryInUse_isFound() {
    assertThat(LogbackAppender.isInUse()).isTrue();
  }
}
