// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.Policy;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.RequestLog;
import io.gatehouse.protocol.Settings.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads and writes the answer to an accepted batch. */
public final class SettingsCodec {

  private SettingsCodec() {}

  static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The answer {@code {}} or {@code {"settings":{…}}}. */
  public static String writeAnswer(@Nullable Settings settings) {
    JsonWriter json = new JsonWriter().beginObject();
    if (settings != null) {
      json.name("settings");
      write(settings, json);
    }
    return json.endObject().toString();
  }

  /**
   * Reads an answer.
   *
   * @return null when it carries no settings
   * @throws ProtocolException when it is malformed
   */
  public static @Nullable Settings readAnswer(String answer) throws ProtocolException {
    Settings settings = null;
    JsonReader json = new JsonReader(answer);
    json.beginObject();
    while (json.nextMember()) {
      if (json.text().equals("settings")) {
        settings = read(json);
      } else {
        json.skipValue();
      }
    }
    json.next();
    return settings;
  }

  private static void write(Settings settings, JsonWriter json) {
    json.beginObject()
        .member("revision", settings.revision())
        .member("flushIntervalMillis", settings.flushIntervalMillis());
    json.name("redaction").beginArray();
    for (RedactionRule rule : settings.redaction()) {
      json.beginObject()
          .member("target", rule.target().wireName())
          .member("path", rule.path())
          .member("action", rule.action().wireName())
          .optional("endpoint", rule.endpoint())
          .endObject();
    }
    json.endArray().name("requestLog").beginObject();
    json.member("policy", settings.requestLog().policy().wireName());
    json.name("rate").value(settings.requestLog().rate());
    json.member("slowMillis", settings.requestLog().slowMillis()).endObject();
    json.name("excludedRoutes").beginArray();
    for (String route : settings.excludedRoutes()) {
      json.value(route);
    }
    json.endArray().endObject();
  }

  private static Settings read(JsonReader json) throws ProtocolException {
    long revision = 0;
    long flushIntervalMillis = 10_000;
    List<RedactionRule> redaction = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    RequestLog requestLog = new RequestLog(Policy.OFF, 0, 0);
    json.beginObject();
    while (json.nextMember()) {
      switch (json.text()) {
        case "revision" -> revision = json.readLong();
        case "flushIntervalMillis" -> flushIntervalMillis = json.readLong();
        case "requestLog" -> requestLog = readRequestLog(json);
        case "redaction" -> {
          json.beginArray();
          while (json.nextElement()) {
            redaction.add(readRule(json));
          }
        }
        case "excludedRoutes" -> {
          json.beginArray();
          while (json.nextElement()) {
            excluded.add(json.readString());
          }
        }
        default -> json.skipValue();
      }
    }
    return new Settings(revision, flushIntervalMillis, redaction, requestLog, excluded);
  }

  private static RedactionRule readRule(JsonReader json) throws ProtocolException {
    Target target = null;
    String path = null;
    Action action = Action.MASK;
    String endpoint = null;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.text()) {
        case "target" -> target = constant(Target.values(), json);
        case "path" -> path = json.readString();
        case "action" -> action = constant(Action.values(), json);
        case "endpoint" -> endpoint = json.readOptionalString();
        default -> json.skipValue();
      }
    }
    if (target == null || path == null) {
      throw json.error("a rule needs target and path");
    }
    return new RedactionRule(target, path, action, endpoint);
  }

  private static RequestLog readRequestLog(JsonReader json) throws ProtocolException {
    Policy policy = Policy.OFF;
    double rate = 0;
    long slowMillis = 0;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.text()) {
        case "policy" -> policy = constant(Policy.values(), json);
        case "rate" -> rate = json.readDouble();
        case "slowMillis" -> slowMillis = json.readLong();
        default -> json.skipValue();
      }
    }
    return new RequestLog(policy, rate, slowMillis);
  }

  private static <E extends Enum<E>> E constant(E[] all, JsonReader json) throws ProtocolException {
    String text = json.readString();
    for (E one : all) {
      if (wireName(one).equals(text)) {
        return one;
      }
    }
    throw json.error("an unknown word");
  }
}
