// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.JsonReader;
import io.gatehouse.protocol.JsonReader.Token;
import io.gatehouse.protocol.JsonWriter;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plants secrets in random documents and looks for them in what comes out. */
class RedactionPropertyTest {

  private static final int DOCUMENTS = 100_000;
  private static final String[] SECRET_NAMES = {
    "password", "api_key", "Access-Token", "clientSecret", "sessionId", "SIGNATURE", "cvv", "jwt"
  };
  private static final String[] NAMES = {"id", "name", "größe", "a.b", "item", "x y", "", "author"};
  private static final RedactionRule[] RULES = {
    new RedactionRule(Target.REQUEST_BODY, "$..email", Action.MASK, null),
    new RedactionRule(Target.REQUEST_BODY, "phone", Action.HASH, null),
    new RedactionRule(Target.REQUEST_BODY, "$..birth", Action.DROP, null),
    new RedactionRule(Target.QUERY, "email", Action.DROP, null),
  };

  private final Redactor redactor = new Redactor(List.of(RULES), false);
  private final Random random = new Random(20);
  private final List<String> planted = new ArrayList<>();

  @Test
  void e1_randomDocuments_letNoPlantedSecretThrough() throws ProtocolException {
    long secrets = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      planted.clear();
      String out =
          switch (i % 4) {
            case 0, 1 -> json();
            case 2 -> form();
            default -> header();
          };
      for (String secret : planted) {
        assertThat(out).as("document %d", i).doesNotContain(secret);
      }
      secrets += planted.size();
    }
    assertThat(secrets).isGreaterThan(DOCUMENTS);
  }

  private String json() throws ProtocolException {
    JsonWriter writer = new JsonWriter();
    object(writer, 0);
    String document = writer.toString();
    String masked =
        redactor.body(Target.REQUEST_BODY, "POST /a", document, "application/json; charset=utf-8");
    JsonReader reader = new JsonReader(masked);
    reader.skipValue();
    assertThat(reader.next()).isEqualTo(Token.END);
    return masked;
  }

  private void object(JsonWriter json, int depth) {
    json.beginObject();
    int members = random.nextInt(5);
    for (int i = 0; i < members; i++) {
      switch (random.nextInt(4)) {
        case 0 -> secretValue(json.name(pick(SECRET_NAMES)), depth);
        case 1 -> json.member(pick("email", "PHONE", "birth"), plain());
        default -> value(json.name(pick(NAMES)), depth);
      }
    }
    json.endObject();
  }

  private void secretValue(JsonWriter json, int depth) {
    switch (depth > 3 ? 0 : random.nextInt(4)) {
      case 1 -> json.beginArray().value(plain()).value(plain()).endArray();
      case 2 -> json.beginObject().member("v", plain()).endObject();
      case 3 -> json.value(number());
      default -> json.value(plain());
    }
  }

  private void value(JsonWriter json, int depth) {
    switch (depth > 3 ? random.nextInt(3) : random.nextInt(6)) {
      case 0 -> json.value(random.nextInt());
      case 1 -> json.value("see " + pattern() + " there");
      case 2 -> json.value("blah \u20ac \"quoted\"\n");
      case 3 -> object(json, depth + 1);
      case 4 -> {
        json.beginArray();
        value(json, depth + 1);
        value(json, depth + 1);
        json.endArray();
      }
      default -> {
        JsonWriter nested = new JsonWriter();
        nested.beginObject().member("inner", 1);
        nested.name(pick(SECRET_NAMES)).value(plain()).endObject();
        json.value(nested.toString());
      }
    }
  }

  private String form() {
    StringBuilder form = new StringBuilder("a=1");
    for (int i = random.nextInt(6); i > 0; i--) {
      form.append('&').append(pick(SECRET_NAMES)).append('=').append(plain());
      form.append("&b=").append(pattern().replace(" ", "%20"));
      form.append("&email=").append(plain());
    }
    return random.nextBoolean()
        ? redactor.url("GET /a", "/a", "/a", form.toString())
        : redactor.body(
            Target.REQUEST_BODY, "", form.toString(), "application/x-www-form-urlencoded");
  }

  private String header() {
    return header("X-" + pick(SECRET_NAMES), plain())
        + header("X-Note", "as " + pattern())
        + header("Location", "https://me:" + plain() + "@h/?token=" + plain());
  }

  private String header(String name, String value) {
    return name + ": " + redactor.header(Target.REQUEST_HEADER, "", name, value) + '\n';
  }

  /** Looks like nothing; only its place tells that it is a secret. */
  private String plain() {
    return plant("zq" + Long.toString(random.nextLong() >>> 1, 36) + "qz");
  }

  private long number() {
    long value = 1_000_000_000_000L + (random.nextLong() >>> 20);
    plant(Long.toString(value));
    return value;
  }

  /** A secret by what it looks like. */
  private String pattern() {
    String tail =
        Long.toString(random.nextLong() | Long.MIN_VALUE, 36).substring(1) + "Ab0123456789";
    return switch (random.nextInt(4)) {
      case 0 -> "Bearer " + plant(tail);
      case 1 -> plant("eyJ" + tail + ".eyJ" + tail + "." + tail);
      case 2 -> plant("sk_live_" + tail);
      default -> plant(card());
    };
  }

  private String card() {
    String digits = "4" + String.format(Locale.ROOT, "%014d", random.nextInt(1_000_000_000));
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int value = digits.charAt(i) - '0';
      sum += i % 2 == 0 ? (value > 4 ? value * 2 - 9 : value * 2) : value;
    }
    return digits + (10 - sum % 10) % 10;
  }

  private String plant(String secret) {
    planted.add(secret);
    return secret;
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }
}
