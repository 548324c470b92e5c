// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.JsonReader;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonBytesTest {

  private static final String DOCUMENT =
      "{\"a\" : [1,-2.50, 3e+7,{},[], null,true ,false],\"longer name\":\"one: \\u00e9\\n two\","
          + "\"\u00e9\":{\"b\":\"\",\"c\":\"0123456\",\"d\":\"01234567\"} }";
  private static final String MEMBERS =
      "[{\"id\":1,\"name\":\"kettle\",\"pin\":12,\"eightchr\":\"12345678\",\"ninechars\":20,"
          + "\"note\":\"pin=12\",\"more\":\"{\\\"pin\\\":1}\",\"sixteen_chars_ab\":\"x\"},"
          + "{\"id\":411111111111,\"name\":\"a:b\",\"text\":\"12345678901\",\"jwt\":\"\",\"z\":0},"
          + "{\"id\" :2,\"nam\":\"pin=9\",\"pin\":3},{\"id\":4,\"name\":\"x\",\"pi\":5}]";
  private static final String SIGNS = "{}[]:,\"\\ \n\t01-.eEu/tfn\u0001=\u00e9";

  private final Random random = new Random(7);

  @Test
  void e2_brokenDocuments_areRefusedAsByTheReader() {
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      String document = mutated(DOCUMENT);
      boolean valid = isRead(document);
      assertThat(isPassed(document)).as(document).isEqualTo(valid);
      accepted += valid ? 1 : 0;
    }
    assertThat(accepted).isBetween(10_000, 90_000);
  }

  @Test
  void e1_knownNames_changeNothing() {
    Redactor quick = new Redactor(List.of(), false);
    RedactionRule ofNothing =
        new RedactionRule(Target.REQUEST_BODY, "$.nothing.at.all", Action.MASK, null);
    int masked = 0;
    for (int i = 0; i < 100_000; i++) {
      String document = mutated(MEMBERS);
      // A rule that fits nowhere makes each member be looked at one by one.
      Redactor slow = new Redactor(List.of(ofNothing), false);
      String expected = slow.body(Target.REQUEST_BODY, "", document, "application/json");
      assertThat(quick.body(Target.REQUEST_BODY, "", document, "application/json"))
          .as(document)
          .isEqualTo(expected);
      masked += expected != null && expected.contains("REDACTED") ? 1 : 0;
    }
    assertThat(masked).isGreaterThan(10_000);
  }

  @Test
  void e3_plainForms_areJudgedAsWithRules() {
    Redactor quick = new Redactor(List.of(), false);
    RedactionRule ofNothing = new RedactionRule(Target.QUERY, "nothing", Action.MASK, null);
    Redactor slow = new Redactor(List.of(ofNothing), false);
    for (int i = 0; i < 100_000; i++) {
      String form = mutated("lang=en&page=2;pin=12&sk_live_12345678=1&x=Bearer abcdef&y&a=b:c=d");
      assertThat(quick.url("", "/a", "/a", form))
          .as(form)
          .isEqualTo(slow.url("", "/a", "/a", form));
    }
  }

  @Test
  void e3_quickLook_neverMissesASecret() {
    ValueDetector values = new ValueDetector(new SecretNames(Set.of()));
    String[] parts = {
      "sk_live_0123456789",
      "Bearer ",
      "basic ",
      "abcdef",
      "eyJhbGciOiJIUzI1NiJ9.e30",
      "AKIA",
      "0123456789ABCDEF",
      "4111 1111-1111 1111",
      "4111111111111111",
      " ",
      "-",
      "=",
      "pin",
      ":",
      "x",
      "-----BEGIN PRIVATE KEY-----",
      "\u00e9",
      "ghp_0123456789abcdefghij",
      "_",
      "5",
      "hf_",
      "\n"
    };
    int secrets = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int more = random.nextInt(6); more >= 0; more--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      if (values.holdsSecret(text.toString(), 0, text.length())) {
        assertThat(values.mayHoldSecret(bytes, 0, bytes.length)).as(text.toString()).isTrue();
        secrets++;
      }
    }
    assertThat(secrets).isGreaterThan(10_000);
    byte[] prose =
        "the kettle is not in stock, order it before 2026-11-26 at https://shop.example, id: 4711"
            .getBytes(UTF_8);
    assertThat(values.mayHoldSecret(prose, 0, prose.length)).isFalse();
  }

  private String mutated(String document) {
    StringBuilder changed = new StringBuilder(document);
    for (int more = random.nextInt(3); more > 0; more--) {
      int at = random.nextInt(changed.length());
      char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
      switch (random.nextInt(4)) {
        case 0 -> changed.setCharAt(at, sign);
        case 1 -> changed.insert(at, sign);
        case 2 -> changed.deleteCharAt(at);
        default -> changed.setLength(Math.max(at, 1));
      }
    }
    return changed.toString();
  }

  private static boolean isRead(String document) {
    JsonReader reader = new JsonReader(document);
    try {
      reader.skipValue();
      return reader.next() == JsonReader.Token.END;
    } catch (ProtocolException e) {
      return false;
    }
  }

  private static boolean isPassed(String document) {
    byte[] bytes = document.getBytes(UTF_8);
    JsonBytes json =
        new JsonBytes(Arrays.copyOf(bytes, bytes.length + Buffers.SLACK), bytes.length);
    try {
      json.skip();
      json.end();
      return true;
    } catch (ProtocolException e) {
      return false;
    }
  }
}
