// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import io.gatehouse.protocol.JsonReader;
import io.gatehouse.protocol.JsonWriter;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.key.KeySignal.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads signals as JSON, {@code {"signals":[…]}}. Members that a reader does not know
 * are passed over, and so are kinds of signals.
 */
public final class KeySignalCodec {

  /** At most so many in one message. */
  public static final int MAX_SIGNALS = 500;

  private KeySignalCodec() {}

  /** The message. */
  public static String write(List<KeySignal> signals) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("signals").beginArray();
    for (KeySignal signal : signals) {
      json.beginObject().member("kind", signal.kind().text());
      json.optional("secret", signal.secret().isEmpty() ? null : signal.secret());
      json.member("value", signal.value()).member("calls", signal.calls());
      json.optional("secrets", signal.secrets()).member("atMillis", signal.atMillis()).endObject();
    }
    json.endArray().endObject();
    return json.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ProtocolException when it is something else, or has more than {@link #MAX_SIGNALS}
   */
  public static List<KeySignal> read(String message) throws ProtocolException {
    JsonReader json = new JsonReader(message);
    List<KeySignal> signals = new ArrayList<>();
    json.beginObject();
    while (json.nextMember()) {
      if (json.text().equals("signals")) {
        json.beginArray();
        while (json.nextElement()) {
          if (signals.size() == MAX_SIGNALS) {
            throw json.error("more than " + MAX_SIGNALS + " signals");
          }
          add(json, signals);
        }
      } else {
        json.skipValue();
      }
    }
    return signals;
  }

  private static void add(JsonReader json, List<KeySignal> signals) throws ProtocolException {
    String kind = "";
    String secret = "";
    String value = "";
    long calls = 0;
    int secrets = 0;
    long at = 0;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.text()) {
        case "kind" -> kind = json.readString();
        case "secret" -> secret = json.readString();
        case "value" -> value = json.readString();
        case "calls" -> calls = json.readLong();
        case "secrets" -> secrets = json.readInt();
        case "atMillis" -> at = json.readLong();
        default -> json.skipValue();
      }
    }
    for (Kind known : Kind.values()) {
      if (known.text().equals(kind)) {
        try {
          signals.add(new KeySignal(known, secret, value, calls, secrets, at));
        } catch (IllegalArgumentException e) {
          throw new ProtocolException(String.valueOf(e.getMessage()), e);
        }
      }
    }
  }
}
