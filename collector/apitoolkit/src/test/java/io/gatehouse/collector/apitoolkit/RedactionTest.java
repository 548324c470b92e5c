// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.collector.redact.BatchRedactor;
import io.gatehouse.storage.RequestLog.Body;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What some of these SDKs send in clear, though they were told to mask it. */
class RedactionTest {

  private final Pubsub pubsub = new Pubsub();
  private final BatchRedactor redactor = BatchRedactor.builtIn();

  @Test
  void at33_secretsOfRecordedMessages_doNotReachTheLog() {
    for (String name :
        List.of(
            "express-2.4.6/get-user",
            "express-2.4.6/post-json",
            "express-2.4.6/post-form",
            "express-2.4.6/outgoing-post",
            "flask-0.1.3/get-user",
            "flask-0.1.3/post-json",
            "flask-0.1.3/post-form",
            "fastapi-1.2.1/get-user")) {
      assertThat(redactor.redact(pubsub.batchOfFixture(name)).toString())
          .as(name)
          .doesNotContain("Bearer secret", "k-123", "sid=abc", "hunter2", "tok_secret")
          .doesNotContain("078-05-1120", "4111111111111111");
    }
  }

  @Test
  void at33_headersBodiesAndUrlsOfCalls_areMaskedToo() {
    for (String type : List.of("PythonFlask", "JsAxiosOutgoing")) {
      ObjectNode message = Pubsub.message(type);
      message
          .putObject("request_headers")
          .put("AUTHORIZATION", "Bearer abcdef")
          .put("Cookie", "s1d=1");
      message.put("raw_url", "/login?token=zzz9");
      message.put(
          "request_body", Pubsub.base64("{\"pass-word\":\"hunter2\",\"a\":{\"cvv\":\"987\"}}"));
      assertThat(redactor.redact(pubsub.batchOf(message)).toString())
          .as(type)
          .doesNotContain("abcdef", "s1d=1", "zzz9", "hunter2", "987\"");
    }
  }

  @Test
  void at33_formToldAsJson_isMaskedByItsNames() {
    ObjectNode message = Pubsub.message("JsExpress");
    message.putObject("request_headers").put("content-type", "application/x-www-form-urlencoded");
    message.put("request_body", Pubsub.base64("{\"user\":\"ann\",\"password\":\"hunter2\"}"));
    assertThat(redactor.redact(pubsub.batchOf(message)).requestLogs().get(0).requestBody().text())
        .contains("ann")
        .doesNotContain("hunter2");
  }

  @Test
  void at34_bodyThatCannotBeRead_isNotKept() {
    ObjectNode message = Pubsub.message("JsExpress");
    message.putObject("request_headers").put("content-type", "application/json");
    for (String body :
        List.of("{\"password\":\"hunter2\"", "{password:'hunter2'}", "\u0001\u0002")) {
      message.put("request_body", Pubsub.base64(body));
      Body kept = redactor.redact(pubsub.batchOf(message)).requestLogs().get(0).requestBody();
      assertThat(kept.state()).as(body).isEqualTo(Body.State.MASKED);
      assertThat(kept.text()).isNull();
    }
  }
}
