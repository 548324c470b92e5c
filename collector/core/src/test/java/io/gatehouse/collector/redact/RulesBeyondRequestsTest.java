// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Rules reach attributes of spans, log lines and exceptions, also those that belong to no request.
 */
class RulesBeyondRequestsTest {

  private static final RedactionRule PARTNER =
      new RedactionRule(Target.REQUEST_HEADER, "X-Partner", Action.MASK, null);
  private static final RedactionRule COLOUR =
      new RedactionRule(Target.QUERY, "colour", Action.DROP, null);
  private static final RedactionRule MAIL =
      new RedactionRule(Target.REQUEST_BODY, "$..mail", Action.HASH, null);
  private static final RedactionRule PLACE =
      new RedactionRule(Target.REQUEST_BODY, "$.customer.street", Action.MASK, null);

  private static Span span(String name, String attributes) {
    return new Span("b7ad6b7169203331", null, name, "CLIENT", 1, 2, "OK", attributes);
  }

  private static LogLine line(String message) {
    return new LogLine(1, "info", message, null, null, null);
  }

  private static TraceSpan looseSpan(String name, String attributes, RedactionRule... rules) {
    Batch batch = Batches.of(1).spans(List.of(new TraceSpan("t", span(name, attributes)))).build();
    return redactor(rules).redact(batch).spans().get(0);
  }

  private static TraceLog looseLine(String message, RedactionRule... rules) {
    TraceLog log =
        new TraceLog(
            new MessageId(1, 2),
            "t",
            null,
            line(message),
            new ExceptionInfo("E", message, message, null));
    return redactor(rules).redact(Batches.of(1).logs(List.of(log)).build()).logs().get(0);
  }

  private static BatchRedactor redactor(RedactionRule... rules) {
    return new BatchRedactor(List.of(rules), Set.of(), false);
  }

  @Test
  void looseSpan_attributesThatARuleNames_areHidden() {
    String attributes =
        "{\"http.request.header.x_partner\":[\"p-1\"],\"x-partner\":\"p-2\",\"x-partners\":\"p-3\","
            + "\"url.query\":\"a=1&colour=red\",\"colour\":\"blue\",\"user.mail\":\"a@b.example\"}";

    TraceSpan masked = looseSpan("GET colour=red", attributes, PARTNER, COLOUR, MAIL);

    assertThat(masked.span().attributesJson())
        .contains("\"http.request.header.x_partner\":\"[REDACTED]\"", "\"x-partner\":\"[REDACTED]")
        .contains("\"x-partners\":\"p-3\"", "\"url.query\":\"a=1&colour=[REDACTED]\"")
        .doesNotContain("p-1", "p-2", "red\"", "blue", "a@b.example");
    assertThat(masked.span().name()).isEqualTo("GET colour=[REDACTED]");
  }

  @Test
  void looseSpan_bodyInAnAttribute_isMaskedByPlaces() {
    String attributes =
        "{\"http.request.body\":\"{\\\"customer\\\":{\\\"street\\\":\\\"Mill Lane\\\"}}\","
            + "\"street\":\"kept: the rule means one place\"}";

    assertThat(looseSpan("GET", attributes, PLACE).span().attributesJson())
        .doesNotContain("Mill Lane")
        .contains("kept");
  }

  @Test
  void looseLine_valuesThatARuleNames_areHidden() {
    String message = "mail=a@b.example sent, order.mail: \"c d\" x, 'colour' : red; mailbox=7";

    TraceLog masked = looseLine(message, MAIL, COLOUR);

    String expected =
        "mail=[REDACTED] sent, order.mail: \"[REDACTED]\" x, 'colour' : [REDACTED]; mailbox=7";
    assertThat(masked.line().message()).isEqualTo(expected);
    assertThat(masked.exception()).isNotNull();
    assertThat(masked.exception().message()).isEqualTo(expected);
    assertThat(masked.exception().stacktrace()).isEqualTo(expected);
  }

  @Test
  void looseLine_thatIsJson_isMaskedByPlaces() {
    String message = "{\"customer\":{\"street\":\"Mill Lane\",\"mail\":\"a\"},\"n\":1}";

    assertThat(looseLine(message, PLACE, COLOUR).line().message())
        .isEqualTo("{\"customer\":{\"street\":\"[REDACTED]\",\"mail\":\"a\"},\"n\":1}");
  }

  @Test
  void rulesOfAnEndpoint_reachWhatBelongsToNone_butNotOtherEndpoints() {
    RedactionRule other = new RedactionRule(Target.QUERY, "colour", Action.MASK, "GET /other");
    RequestLog log =
        Batches.requestLog(new UUID(1, 1)).toBuilder()
            .logs(List.of(line("colour=red")))
            .spans(List.of(span("s", "{\"colour\":\"red\"}")))
            .build();

    RequestLog masked = redactor(other).redact(log);

    assertThat(masked.logs().get(0).message()).isEqualTo("colour=red");
    assertThat(masked.spans().get(0).attributesJson()).isEqualTo("{\"colour\":\"red\"}");
    assertThat(looseLine("colour=red", other).line().message()).isEqualTo("colour=[REDACTED]");
    assertThat(looseSpan("s", "{\"colour\":\"red\"}", other).span().attributesJson())
        .isEqualTo("{\"colour\":\"[REDACTED]\"}");
  }

  @Test
  void hits_areToldOfEachValue() {
    List<RedactionRule> hits = new ArrayList<>();
    BatchRedactor counting =
        new BatchRedactor(List.of(COLOUR, MAIL, PLACE), Set.of(), false, hits::add);
    RequestLog log =
        Batches.requestLog(new UUID(1, 1)).toBuilder()
            .url("http://h/p?colour=red&x=1")
            .requestHeaders(List.of())
            .requestBody(RequestLog.Body.ofText("[{\"mail\":\"a\"},{\"mail\":\"b\"}]"))
            .logs(List.of(line("colour=red")))
            .build();

    counting.redact(log);

    assertThat(hits).containsExactlyInAnyOrder(COLOUR, COLOUR, MAIL, MAIL);
  }
}
