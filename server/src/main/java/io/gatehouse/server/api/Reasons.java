// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What the reasons of ingest outcomes mean, for people; texts in {@code reasons.properties}. */
final class Reasons {

  private final Properties texts = new Properties();

  Reasons() {
    try (InputStream file = Reasons.class.getResourceAsStream("reasons.properties")) {
      if (file == null) {
        throw new IllegalStateException("reasons.properties is missing from the jar");
      }
      texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for a reason without a text. */
  String explain(String reason) {
    return texts.getProperty(reason, "");
  }
}
