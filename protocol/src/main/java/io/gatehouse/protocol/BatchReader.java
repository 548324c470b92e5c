// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch line by line. Unknown members and unknown kinds of record are passed over: a newer
 * SDK may send them. Not thread-safe.
 */
public final class BatchReader {

  private final BufferedReader lines;
  private final BatchHeader header;
  private int line;
  private int skipped;

  /**
   * Reads the header line.
   *
   * @throws ProtocolException when the header is malformed or of another version
   */
  public BatchReader(Reader body) throws IOException {
    lines = new BufferedReader(body);
    String first = nextLine();
    if (first == null) {
      throw new ProtocolException("the batch is empty");
    }
    header = readHeader(new JsonReader(first));
  }

  public BatchHeader header() {
    return header;
  }

  /** How many records of unknown kind were passed over so far. */
  public int skipped() {
    return skipped;
  }

  /**
   * The next record.
   *
   * @return null at the end
   * @throws ProtocolException when a line is malformed; its number is in the message
   */
  public @Nullable WireRecord next() throws IOException {
    for (String text = nextLine(); text != null; text = nextLine()) {
      try {
        JsonReader json = new JsonReader(text);
        WireRecord wireRecord = RecordReader.read(json);
        if (wireRecord != null) {
          return wireRecord;
        }
        skipped++;
      } catch (ProtocolException | IllegalArgumentException e) {
        throw new ProtocolException("line " + line + ": " + e.getMessage(), e);
      }
    }
    return null;
  }

  private @Nullable String nextLine() throws IOException {
    String text;
    do {
      text = lines.readLine();
      line++;
    } while (text != null && text.isBlank());
    return text;
  }

  private static BatchHeader readHeader(JsonReader json) throws ProtocolException {
    int version = 0;
    String environment = null;
    long sealed = 0;
    boolean startup = false;
    InstanceFacts facts = null;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.text()) {
        case "gatehouse" -> version = json.readInt();
        case "environment" -> environment = json.readString();
        case "sealedMillis" -> sealed = json.readLong();
        case "startup" -> startup = json.readBoolean();
        case "instance" -> facts = readFacts(json);
        default -> json.skipValue();
      }
    }
    json.next();
    if (version != Protocol.VERSION) {
      throw new ProtocolException("line 1: gatehouse is not " + Protocol.VERSION);
    }
    if (environment == null || facts == null) {
      throw new ProtocolException("line 1: environment and instance are needed");
    }
    return new BatchHeader(environment, sealed, startup, facts);
  }

  private static InstanceFacts readFacts(JsonReader json) throws ProtocolException {
    String sdk = "";
    String sdkVersion = "";
    String framework = null;
    String runtime = null;
    String appVersion = null;
    String host = null;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.text()) {
        case "sdk" -> sdk = json.readString();
        case "sdkVersion" -> sdkVersion = json.readString();
        case "framework" -> framework = json.readString();
        case "runtime" -> runtime = json.readString();
        case "appVersion" -> appVersion = json.readString();
        case "host" -> host = json.readString();
        default -> json.skipValue();
      }
    }
    return new InstanceFacts(sdk, sdkVersion, framework, runtime, appVersion, host);
  }
}
