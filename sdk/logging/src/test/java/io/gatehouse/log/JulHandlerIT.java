// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import java.util.logging.Level;
import java.util.logging.Logger;

class JulHandlerIT extends LogCaptureContract {

  @Override
  LogCapture install() {
    return JulHandler.install();
  }

  @Override
  void warn(String logger, String text, String parameter) {
    Logger.getLogger(logger).log(Level.WARNING, "{0} {1}", new Object[] {text, parameter});
  }
}
