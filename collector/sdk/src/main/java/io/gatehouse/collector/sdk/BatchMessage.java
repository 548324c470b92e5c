// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.GunzipStream;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.InstanceReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one batch: its header line, then a record a line. A record that cannot be right is left out
 * and counted; text that is not JSON refuses the batch. Used by one thread, for one batch.
 */
final class BatchMessage {

  private static final int SKIP_BYTES = 8 << 10;

  private final int app;
  private final Sending sending;
  private final long nowMillis;
  private final Corrections corrections = new Corrections();
  private final Records records;

  private String environment = "";
  private long sealedMillis;
  private boolean startup;
  private @Nullable String sdk;
  private @Nullable String framework;
  private final Map<String, String> versions = new HashMap<>();

  BatchMessage(int app, Sending sending, long nowMillis) {
    this.app = app;
    this.sending = sending;
    this.nowMillis = nowMillis;
    this.records = new Records(sending.id().instance(), nowMillis, corrections);
  }

  Batch read(byte[] body) throws ProtocolException, TooLargeException {
    MessageDigest sha = sha256();
    try (InputStream plain =
            GunzipStream.isGzip(body)
                ? new GunzipStream(body, Protocol.MAX_BODY_BYTES)
                : new ByteArrayInputStream(body);
        DigestInputStream hashed = new DigestInputStream(plain, sha);
        JsonParser parser = Json.FACTORY.createParser(hashed)) {
      lines(parser);
      byte[] rest = new byte[SKIP_BYTES];
      while (hashed.read(rest) >= 0) {
        // What the parser left is white space, but it is part of what was hashed.
      }
    } catch (TooLargeException | ProtocolException e) {
      throw e;
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? -1 : e.getLocation().getLineNr();
      throw new ProtocolException("line " + line + " is not JSON within the limits", e);
    } catch (IOException | IllegalStateException e) {
      throw new ProtocolException("the body is unreadable: " + e.getMessage(), e);
    }
    String actual = HexFormat.of().formatHex(sha.digest());
    if (!actual.equals(sending.hash())) {
      throw new ProtocolException(Protocol.HASH_HEADER + " does not fit the body");
    }
    return toBatch();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void lines(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new ProtocolException("line 1 is no JSON object");
    }
    header(parser);
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        records.read(parser);
      } else {
        corrections.rejected("record-no-object", "");
        parser.skipChildren();
      }
    }
  }

  private void header(JsonParser parser) throws IOException {
    long[] version = {-1};
    Json.fields(
        parser,
        (name, value) -> {
          switch (name) {
            case "gatehouse" -> version[0] = Json.integer(value, -1);
            case "environment" -> environment = text(value);
            case "sealedMillis" -> sealedMillis = Json.integer(value, 0);
            case "startup" -> startup = value.currentToken() == JsonToken.VALUE_TRUE;
            case "instance" -> Json.fields(value, this::fact);
            default -> value.skipChildren();
          }
        });
    if (version[0] != Protocol.VERSION) {
      throw new ProtocolException(
          "the header says version %d, this server reads version %d"
              .formatted(version[0], Protocol.VERSION));
    }
  }

  private static String text(JsonParser value) throws IOException {
    String text = Json.text(value);
    return text == null ? "" : text;
  }

  private void fact(String name, JsonParser value) throws IOException {
    String text = Normalise.label(Json.text(value), 128, corrections);
    if (text == null) {
      return;
    }
    switch (name) {
      case "sdk" -> sdk = text;
      case "framework" -> framework = text;
      case "sdkVersion" -> versions.put("gatehouse", text);
      case "runtime" -> versions.put("runtime", text);
      case "appVersion" -> versions.put("app", text);
      case "host" -> versions.put("host", text);
      default -> {
        // Newer facts of a newer SDK.
      }
    }
  }

  private Batch toBatch() {
    String client = framework == null || sdk == null ? sdk : sdk + ":" + framework;
    byte[] identity = sending.id().toString().getBytes(UTF_8);
    return Batch.builder(app, Normalise.environment(environment), nowMillis)
        .environmentSpelling(Normalise.environmentSpelling(environment))
        .messageId(MessageIds.ofBytes(identity, 0, identity.length))
        .number(SdkCollector.number(sending))
        .instance(
            new InstanceReport(
                sending.id().instance(),
                startup,
                client,
                versions,
                sealedMillis > 0 ? sealedMillis : null,
                null,
                null,
                true))
        .rollups(records.rollups())
        .errors(records.errors())
        .requestLogs(records.requests())
        .consumers(records.consumers())
        .endpoints(records.endpoints())
        .outcomes(corrections.toOutcomes())
        .build();
  }
}
