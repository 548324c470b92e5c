// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {

  private static final String HEADER =
      "{\"gatehouse\":1,\"environment\":\"prod\",\"instance\":{\"sdk\":\"x\"}}\n";

  @Test
  void next_unknownKindAndMembers_arePassedOver() throws Exception {
    BatchReader reader =
        reader(
            HEADER
                + "{\"type\":\"novelty\",\"a\":[{}]}\n\n"
                + "{\"type\":\"endpoint\",\"x\":{\"y\":[1]},\"method\":\"GET\",\"route\":\"/a\"}");

    assertThat(reader.next()).isEqualTo(new WireRecord.Endpoint("GET", "/a"));
    assertThat(reader.next()).isNull();
    assertThat(reader.skipped()).isEqualTo(1);
  }

  @Test
  void next_malformedLine_namesItsNumber() throws Exception {
    BatchReader reader = reader(HEADER + "{\"type\":\"rollup\",\"minute\":\"x\"}");

    assertThatThrownBy(reader::next)
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("line 2: a number is expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "{\"gatehouse\":2,\"environment\":\"a\",\"instance\":{}}", "x"})
  void header_notOfThisVersion_isRefused(String body) {
    assertThatThrownBy(() -> reader(body)).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1/1/1", "6d6e1f1e-0000-4000-8000-000000000000/0/1", "a/b/c/d"})
  void batchId_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> BatchId.parse(text)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void batchId_isReadAsItIsWritten() throws Exception {
    String text = "6d6e1f1e-0000-4000-8000-000000000000/3/17";

    assertThat(BatchId.parse(text)).hasToString(text);
  }

  private static BatchReader reader(String body) throws IOException {
    return new BatchReader(new StringReader(body));
  }
}
