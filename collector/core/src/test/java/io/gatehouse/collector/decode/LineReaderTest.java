// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static List<String> lines(String text, int maxLine, int chunk) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(chunk, length));
          }
        };
    LineReader reader = new LineReader(slow, maxLine);
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      lines.add(
          reader.isTooLong()
              ? "<too long>"
              : new String(reader.buffer(), reader.offset(), reader.length(), UTF_8));
    }
    return lines;
  }

  @Test
  void next_anyChunks_givesTheSameLines() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<String> expected = new ArrayList<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        expected.add("x".repeat(random.nextInt(40_000)));
      }
      String text = String.join("\n", expected) + "\n";
      int chunk = 1 + random.nextInt(20_000);
      assertThat(lines(text, 1 << 20, chunk)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void next_lastLineWithoutEnd_isGiven() throws Exception {
    assertThat(lines("a\nb", 100, 1)).containsExactly("a", "b");
    assertThat(lines("", 100, 1)).isEmpty();
  }

  @Test
  void next_lineTooLong_isLeftOutAndTheNextIsGiven() throws Exception {
    String text = "a\n" + "x".repeat(100_000) + "\nb\n" + "y".repeat(100_000);
    assertThat(lines(text, 20_000, 1_000)).containsExactly("a", "<too long>", "b", "<too long>");
  }
}
