// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.gatehouse.collector.IngestAnswer;

/** Answers with a body, in the form the SDKs' own service gives them. */
final class HubAnswers {

  private HubAnswers() {}

  /** 422, which makes the SDKs drop the payload: only for what is certainly invalid. */
  static IngestAnswer invalid(MalformedMessageException problem) {
    return IngestAnswer.json(422, detail(problem.field(), problem.problem(), "value_error"));
  }

  static IngestAnswer tooLarge(String problem) {
    return IngestAnswer.json(413, detail("", problem, "too_large"));
  }

  private static String detail(String field, String problem, String type) {
    StringBuilder json = new StringBuilder("{\"detail\":[{\"loc\":[\"body\"");
    for (String part : field.split("\\.", -1)) {
      if (!part.isEmpty()) {
        json.append(",\"").append(quote(part)).append('"');
      }
    }
    json.append("],\"msg\":\"").append(quote(problem)).append("\",\"type\":\"").append(type);
    return json.append("\"}]}").toString();
  }

  private static String quote(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
