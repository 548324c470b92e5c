// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private static final String ORDERS = "POST /orders";

  @Test
  void e2_json_hidesByNameInAnySpellingAndKind() {
    String masked =
        body(
            "{\"api-key\":1,\"API_KEY\":true,\"apiKey\":[\"x\",{\"y\":2}],\"apiKey\":\"z\","
                + " \"n\" : [1, null],\"deep\":{\"Password\":\"p\"}}");

    assertThat(masked)
        .isEqualTo(
            "{\"api-key\":\"[REDACTED]\",\"API_KEY\":\"[REDACTED]\",\"apiKey\":\"[REDACTED]\","
                + "\"apiKey\":\"[REDACTED]\", \"n\" : [1, null],"
                + "\"deep\":{\"Password\":\"[REDACTED]\"}}");
  }

  @Test
  void e2_jsonWithoutSecrets_isNotCopied() {
    String json = "{\"a\":[1,{\"b\":\"\\u0041\\n\"},null],\"c\":{},\"d\":[]}";

    assertThat(body(json)).isSameAs(json);
    assertThat(body(" " + json + "\n")).isEqualTo(" " + json + "\n");
  }

  @Test
  void e2_indentedJson_losesItsSecretsOnly() {
    String masked =
        body(
            "{\n  \"a\" : [ 1, { } , [ ] ],\n  \"pin\": 12,\n  \"n\": null,"
                + "\n  \"t\": \"a: Bearer abcdef\",\n  \"x\": [ \"y\" ]\n}\n");

    assertThat(masked)
        .isEqualTo(
            "{\n  \"a\" : [ 1, { } , [ ] ],\n  \"pin\": \"[REDACTED]\",\n  \"n\": null,"
                + "\n  \"t\": \"a: Bearer [REDACTED]\",\n  \"x\": [ \"y\" ]\n}\n");
  }

  @Test
  void e2_sameNameAgain_isJudgedAsBefore() {
    assertThat(body("[{\"a\":1,\"pin\":2},{\"a\":3,\"pin\":4},{\"\":5,\"p\\u0069n\":6}]"))
        .isEqualTo(
            "[{\"a\":1,\"pin\":\"[REDACTED]\"},{\"a\":3,\"pin\":\"[REDACTED]\"},"
                + "{\"\":5,\"p\\u0069n\":\"[REDACTED]\"}]");
    assertThat(body("{\"max_tokens\":1,\"max_tokens\":\"x\",\"max_tokens\":2}"))
        .isEqualTo("{\"max_tokens\":1,\"max_tokens\":\"[REDACTED]\",\"max_tokens\":2}");
  }

  @Test
  void e2_secretInANameOrNestedText_isHidden() {
    assertThat(body("{\"sk_live_0123456789\":1,\"a\":\"{\\\"pin\\\":1}\",\"b\":\"[1, 2]\"}"))
        .isEqualTo(
            "{\"[REDACTED]\":1,\"a\":\"{\\\"pin\\\":\\\"[REDACTED]\\\"}\",\"b\":\"[1, 2]\"}");
  }

  @Test
  void e2_unparsableOrCutOff_isDropped() {
    assertThat(body("{\"a\":\"b")).isNull();
    assertThat(body("{\"a\":1} x")).isNull();
    assertThat(body("[".repeat(100) + "]".repeat(100))).isNull();
    assertThat(new Redactor(List.of(), false).body(Target.REQUEST_BODY, ORDERS, "<a/>", "text/xml"))
        .isNull();
  }

  @Test
  void e2_rules_maskHashAndDrop() {
    String json =
        "{\"a\":{\"email\":\"x@y\",\"n\":[10,20,30]},\"email\":\"x@y\",\"b\":[{\"c\":1}]}";

    assertThat(body(json, rule("$.a.email", Action.MASK))).contains("{\"email\":\"[REDACTED]\",");
    assertThat(body(json, rule("$.a['n'][1]", Action.DROP))).contains("\"n\":[10,30]");
    assertThat(body(json, rule("$..EMAIL", Action.DROP))).doesNotContain("x@y").contains("\"n\"");
    assertThat(body(json, rule("$.b[*].*", Action.DROP))).contains("\"b\":[{}]");
    assertThat(body("[1, 2 , 3,4]", rule("$[0]", Action.DROP), rule("$[1]", Action.DROP)))
        .isEqualTo("[  3,4]");
    assertThat(body("[1,2,3,4]", rule("$[1]", Action.DROP), rule("$[3]", Action.DROP)))
        .isEqualTo("[1,3]");
    assertThat(body("[ 1 ]", rule("$[*]", Action.DROP))).isEqualTo("[  ]");
    assertThat(body(json, rule("email", Action.HASH)))
        .containsPattern("\"email\":\"\\[HASH:[0-9a-f]{16}]\"")
        .doesNotContain("x@y");
    assertThat(body(json, rule("$", Action.DROP))).isNull();
    assertThat(body(json, rule("$[?(@.a)]", Action.MASK))).isEqualTo("\"[REDACTED]\"");
    assertThatThrownBy(() -> Redactor.checkPath("$.a[b]"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void e2_ruleOfAnotherEndpoint_doesNotApply() {
    RedactionRule rule = new RedactionRule(Target.REQUEST_BODY, "$.a", Action.DROP, "GET /other");

    assertThat(body("{\"a\":1}", rule)).isEqualTo("{\"a\":1}");
  }

  @Test
  void e3_headers_areMaskedWhateverTheCase() {
    Redactor redactor =
        new Redactor(
            List.of(
                new RedactionRule(Target.REQUEST_HEADER, "x-partner", Action.DROP, null),
                new RedactionRule(Target.REQUEST_HEADER, "X-Tenant", Action.HASH, null)),
            false);

    assertThat(header(redactor, "AUTHORIZATION", "Basic abc")).isEqualTo("[REDACTED]");
    assertThat(header(redactor, "X-PARTNER", "1")).isNull();
    assertThat(header(redactor, "x-tenant", "t")).startsWith("[HASH:");
    assertThat(header(redactor, "Referer", "https://u:p@host/a?token=abc&b=1"))
        .isEqualTo("https://[REDACTED]@host/a?token=[REDACTED]&b=1");
    assertThat(header(redactor, "Accept", "text/html")).isEqualTo("text/html");
    // Asked for again, when the name is known.
    assertThat(header(redactor, "Accept", "text/plain")).isEqualTo("text/plain");
    assertThat(header(redactor, "X-Partner", "1")).isNull();
    assertThat(header(redactor, "AUTHORIZATION", "Basic abc")).isEqualTo("[REDACTED]");
  }

  private static @Nullable String header(Redactor redactor, String name, String value) {
    return redactor.header(Target.REQUEST_HEADER, ORDERS, name, value);
  }

  @Test
  void e3_queryAndForm_areMaskedAndDropped() {
    Redactor redactor =
        new Redactor(
            List.of(
                new RedactionRule(Target.QUERY, "Coupon", Action.DROP, ORDERS),
                new RedactionRule(Target.REQUEST_BODY, "$.customer.mail", Action.MASK, null)),
            false);

    assertThat(redactor.url(ORDERS, "/orders", "/orders", "coupon=1&a=2&api%5Fkey=3&c"))
        .isEqualTo("/orders?a=2&api%5Fkey=[REDACTED]&c");
    assertThat(
            redactor.body(
                Target.REQUEST_BODY, ORDERS, "mail=x%40y&a=1", "application/x-www-form-urlencoded"))
        .isEqualTo("mail=[REDACTED]&a=1");
  }

  @Test
  void e4_secretInThePath_showsTheTemplate() {
    Redactor redactor = new Redactor(List.of(), false);

    assertThat(redactor.url("", "/reset/{token}", "/reset/abc", null)).isEqualTo("/reset/{token}");
    assertThat(redactor.url("", "/reset/{token:.+}", "/reset/a/b", null))
        .isEqualTo("/reset/{token:.+}");
    assertThat(redactor.url("", "/items/{id}", "/items/7;jsessionid=1", null))
        .isEqualTo("/items/7");
    assertThat(redactor.url("", "", "/x/ghp_0123456789abcdefghijKLMN", null))
        .isEqualTo("/x/[REDACTED]");
  }

  @Test
  void e5_pathWithManyDeepSteps_takesLinearTime() {
    String deep = "{\"a\":".repeat(60) + "1" + "}".repeat(60);
    String path = "$" + "..a".repeat(40) + "..b";

    // Backtracking would need 60 over 40 steps.
    assertThat(body(deep, rule(path, Action.MASK))).isEqualTo(deep);
  }

  private static String body(String json, RedactionRule... rules) {
    return new Redactor(List.of(rules), false)
        .body(Target.REQUEST_BODY, ORDERS, json, "application/json");
  }

  private static RedactionRule rule(String path, Action action) {
    return new RedactionRule(Target.REQUEST_BODY, path, action, null);
  }
}
