// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.Consumer;
import io.gatehouse.protocol.WireRecord.Endpoint;
import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked example in {@code docs/protocol.md} is what the code reads and writes. */
class ProtocolDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");

  @Test
  void batchExample_holdsEveryKindOfRecord() throws Exception {
    List<WireRecord> records = records(new BatchReader(new StringReader(block("ndjson"))));

    assertThat(records)
        .hasExactlyElementsOfTypes(
            Endpoint.class,
            Consumer.class,
            Rollup.class,
            Rollup.class,
            ErrorRollup.class,
            Request.class);
    Rollup rollup = (Rollup) records.get(2);
    assertThat(rollup.durations().total()).isEqualTo(rollup.requests());
  }

  @Test
  void batchExample_isWrittenByteForByte() throws Exception {
    String example = block("ndjson");
    BatchReader reader = new BatchReader(new StringReader(example));
    BatchWriter writer = new BatchWriter(reader.header());
    records(reader).forEach(writer::add);

    assertThat(new String(writer.toBytes(), UTF_8)).isEqualTo(example);
  }

  @Test
  void batchExample_hasTheHashTheDocumentTells() throws Exception {
    String hash = BatchWriter.hash(block("ndjson").getBytes(UTF_8));

    assertThat(Files.readString(DOCUMENT)).contains("Gatehouse-Content-SHA256: " + hash);
  }

  @Test
  void answerExample_isReadAndWrittenAgain() throws Exception {
    Settings settings = SettingsCodec.readAnswer(block("json"));

    assertThat(settings).isNotNull();
    assertThat(settings.revision()).isEqualTo(7);
    assertThat(SettingsCodec.readAnswer(SettingsCodec.writeAnswer(settings))).isEqualTo(settings);
    String ofNoEndpoint =
        "{\"settings\":{\"redaction\":[{\"target\":\"query\",\"path\":\"a\",\"endpoint\":null}]}}";
    assertThat(SettingsCodec.readAnswer(ofNoEndpoint))
        .extracting(answer -> answer.redaction().get(0).endpoint())
        .isNull();
    assertThat(settings.redaction()).hasSize(2);
  }

  private static List<WireRecord> records(BatchReader reader) throws IOException {
    List<WireRecord> records = new ArrayList<>();
    for (WireRecord one = reader.next(); one != null; one = reader.next()) {
      records.add(one);
    }
    assertThat(reader.skipped()).isZero();
    return records;
  }

  private static String block(String language) throws IOException {
    String document = Files.readString(DOCUMENT);
    String fence = "```" + language + "\n";
    int start = document.indexOf(fence) + fence.length();
    return document.substring(start, document.indexOf("```", start));
  }
}
