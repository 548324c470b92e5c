// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that are missing or wrong. */
class ConfigurationTest {

  @ParameterizedTest
  @CsvSource({
    "'',secret,GATEHOUSE_SERVER",
    "http://gatehouse.example,'',GATEHOUSE_INGEST_TOKEN",
    "gatehouse.example:8080,secret,and is gatehouse.example:8080",
    "ftp://gatehouse.example,secret,and is ftp://gatehouse.example",
    "http://,secret,and is http://",
    "http://a b,secret,and is http://a b"
  })
  void build_withoutWhatIsNeeded_warnsOnceAndRecordsNothing(
      String server, String token, String told) {
    Warnings warnings = new Warnings();
    try (Gatehouse gatehouse =
        warnings.during(
            () ->
                Gatehouse.builder()
                    .from(Map.of("GATEHOUSE_SERVER", server, "GATEHOUSE_INGEST_TOKEN", token))
                    .build())) {
      for (int i = 0; i < 3; i++) {
        assertThat(gatehouse.handler().begin(new FakeRequest("GET")).isNoop()).isTrue();
      }
    }
    assertThat(warnings.texts).hasSize(1);
    assertThat(warnings.texts.get(0)).contains("nothing is recorded").contains(told);
    assertThat(warnings.texts.get(0)).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({"http://localhost:8080", "https://gatehouse.example/base", "HTTP://localhost"})
  void build_withServerAndTokenOfTheEnvironment_records(String server) {
    Gatehouse gatehouse =
        Gatehouse.builder()
            .from(
                Map.of(
                    "GATEHOUSE_SERVER", " " + server + " ",
                    "GATEHOUSE_INGEST_TOKEN", "ghi_x",
                    "GATEHOUSE_ENVIRONMENT", "staging"))
            .build();
    assertThat(gatehouse.handler().begin(new FakeRequest("GET")).isNoop()).isFalse();
    gatehouse.handler().close();
  }

  /** What is logged as a warning. */
  private static final class Warnings extends Handler {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    <T> T during(java.util.function.Supplier<T> work) {
      Logger logger = Logger.getLogger("io.gatehouse.sdk");
      logger.addHandler(this);
      try {
        return work.get();
      } finally {
        logger.removeHandler(this);
      }
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
        texts.add(new SimpleFormatter().formatMessage(record));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
