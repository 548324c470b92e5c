// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.JsonReader.Token;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\"}", "{\"a\":}", "[1 2]", "01",
            "1.",
        "-", "1e", "+1", "tru", "nul", "'a'", "\"a", "\"\\x\"", "\"\\u12\"", "\"\t\"", "{}{}", "[}",
        "{]", "]", ",", "NaN", "[,1]", "{\"a\":1 \"b\":2}", "\"\\", "{\"a\":}"
      })
  void next_notJson_isRefused(String text) {
    assertThatThrownBy(() -> drain(text)).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.5e+10",
        "true",
        "null",
        "[]",
        "{}",
        "[[],{}]",
        " { \"a\" : [ 1 , \"x\" ] } ",
        "\"\\u00e9\\n\\/\"",
        "{\"\":0}"
      })
  void next_json_isRead(String text) throws Exception {
    drain(text);
  }

  @Test
  void next_tooDeep_isRefused() {
    String text = "[".repeat(65) + "]".repeat(65);

    assertThatThrownBy(() -> drain(text)).hasMessageContaining("64 levels");
  }

  @Test
  void string_ofAnyCharacters_comesBack() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        int code = random.nextInt(8) == 0 ? 0x1F600 + random.nextInt(50) : random.nextInt(0x300);
        text.appendCodePoint(code);
      }
      String json = new JsonWriter().value(text.toString()).toString();

      assertThat(new JsonReader(json).readString()).isEqualTo(text.toString());
    }
  }

  @Test
  void value_loneSurrogate_isReplaced() {
    assertThat(new JsonWriter().value("a\ud800b").toString()).isEqualTo("\"a\ufffdb\"");
  }

  @Test
  void textSource_plainOrEscaped_holdsTheText() throws Exception {
    String json = "{\"a\\u0062\" : \"cd\", \"e\":-1.5e3}";
    JsonReader reader = new JsonReader(json);
    reader.beginObject();

    reader.next();
    assertThat(looked(reader)).isEqualTo("ab");
    reader.next();
    assertThat(looked(reader)).isEqualTo("cd");
    assertThat(reader.textSource()).isSameAs(json);
    reader.next();
    reader.next();
    assertThat(looked(reader)).isEqualTo("-1.5e3");
    assertThat(reader.text()).isEqualTo("-1.5e3");
  }

  private static String looked(JsonReader reader) {
    return reader.textSource().substring(reader.textStart(), reader.textEnd());
  }

  private static void drain(String text) throws ProtocolException {
    JsonReader reader = new JsonReader(text);
    Token token = reader.next();
    while (token != Token.END) {
      token = reader.next();
    }
  }
}
