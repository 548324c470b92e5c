// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.gatehouse.collector.decode.GunzipStream;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Opens a body that is one JSON object, gzip'd or not. */
final class HubBody {

  /** Reads a field of the object; the parser stands on its value, which must be consumed. */
  interface FieldReader {
    void field(String name, JsonParser parser) throws IOException, MalformedMessageException;
  }

  private HubBody() {}

  static void read(byte[] body, FieldReader reader)
      throws MalformedMessageException, TooLargeException {
    boolean gzip = GunzipStream.isGzip(body);
    try (InputStream in =
            gzip ? new GunzipStream(body, Limits.INFLATED_BYTES) : new ByteArrayInputStream(body);
        JsonParser parser =
            gzip ? Json.FACTORY.createParser(in) : Json.FACTORY.createParser(body)) {
      readObject(parser, reader);
    } catch (TooLargeException e) {
      throw e;
    } catch (StreamConstraintsException e) {
      throw new MalformedMessageException("", "over a limit: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      long at = place == null ? -1 : place.getByteOffset();
      throw new MalformedMessageException("", "malformed JSON at byte %d".formatted(at));
    } catch (IOException | IllegalStateException e) {
      // Not from a disk: wrong gzip or UTF-8 bytes, or names made to collide in Jackson's table.
      throw new MalformedMessageException("", "unreadable: " + e.getMessage());
    }
  }

  private static void readObject(JsonParser parser, FieldReader reader)
      throws IOException, MalformedMessageException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedMessageException(
          "", "expected a JSON object, received " + parser.currentToken());
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      reader.field(name, parser);
    }
    if (parser.nextToken() != null) {
      throw new MalformedMessageException("", "expected one JSON object, found more after it");
    }
  }
}
