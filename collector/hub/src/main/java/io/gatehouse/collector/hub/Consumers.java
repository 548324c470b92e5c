// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.ConsumerReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads consumer objects, which look alike everywhere. */
final class Consumers {

  private Consumers() {}

  /** The parser stands on START_OBJECT; null, counted, when there is no identifier. */
  static @Nullable ConsumerReport read(JsonParser parser, Corrections corrections)
      throws IOException {
    String identifier = null;
    String name = null;
    String group = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "identifier" -> identifier = Normalise.consumer(Json.text(parser), corrections);
        case "name" -> name = Normalise.label(Json.text(parser), Limits.CONSUMER_NAME, corrections);
        case "group" ->
            group = Normalise.label(Json.text(parser), Limits.CONSUMER_GROUP, corrections);
        default -> parser.skipChildren();
      }
    }
    if (identifier == null) {
      corrections.rejected("consumer-without-identifier", "");
      return null;
    }
    return new ConsumerReport(identifier, name, group);
  }
}
