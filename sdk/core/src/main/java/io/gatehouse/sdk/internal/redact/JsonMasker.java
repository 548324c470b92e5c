// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.internal.redact;

import io.gatehouse.protocol.JsonReader;
import io.gatehouse.protocol.JsonReader.Token;
import io.gatehouse.protocol.JsonWriter;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.redact.SecretNames;
import io.gatehouse.protocol.redact.ValueDetector;
import io.gatehouse.protocol.redact.ValueHash;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Masks values in a JSON text by the names of their fields, by rules, and by what they look like.
 * Other values stay as they are written. Immutable.
 */
final class JsonMasker {

  private static final int MAX_NESTED_TEXTS = 3;

  private final SecretNames names;
  private final ValueDetector values;
  private final ValueHash hash;

  JsonMasker(SecretNames names, ValueDetector values, ValueHash hash) {
    this.names = names;
    this.values = values;
    this.hash = hash;
  }

  /** The masked text; null when it is no JSON, or cut off, or nothing of it may stay. */
  @Nullable String mask(String json, List<Rules.Rule> rules) {
    return mask(json, rules, MAX_NESTED_TEXTS);
  }

  private @Nullable String mask(String json, List<Rules.Rule> rules, int nestedTexts) {
    try {
      return new Run(json, rules, nestedTexts).result();
    } catch (ProtocolException e) {
      // Nobody can say what is in it.
      return null;
    }
  }

  /** One pass over one text; used by one thread. */
  private final class Run {
    private final JsonReader reader;
    private final String json;
    private final List<Rules.Rule> rules;
    private final int nestedTexts;
    private final StringBuilder out;

    Run(String json, List<Rules.Rule> rules, int nestedTexts) {
      this.reader = new JsonReader(json);
      this.json = json;
      this.rules = rules;
      this.nestedTexts = nestedTexts;
      this.out = new StringBuilder(json.length());
    }

    @Nullable String result() throws ProtocolException {
      long[] states = new long[rules.size()];
      Arrays.fill(states, JsonPath.start());
      Action action = action(states);
      value(reader.next(), action, states);
      reader.next();
      return action == Action.DROP ? null : out.toString();
    }

    private @Nullable Action action(long[] states) {
      Action strongest = null;
      for (int i = 0; i < states.length; i++) {
        JsonPath path = rules.get(i).path();
        if (path != null && path.accepts(states[i])) {
          strongest = Rules.stronger(strongest, rules.get(i).told().action());
        }
      }
      return strongest;
    }

    private long[] step(long[] states, @Nullable String name, int index) {
      if (states.length == 0) {
        return states;
      }
      long[] next = new long[states.length];
      for (int i = 0; i < states.length; i++) {
        JsonPath path = rules.get(i).path();
        next[i] = path == null ? 0 : path.next(states[i], name, index);
      }
      return next;
    }

    private void value(Token token, @Nullable Action action, long[] states)
        throws ProtocolException {
      if (action != null) {
        hide(token, action);
        return;
      }
      switch (token) {
        case BEGIN_OBJECT -> object(states);
        case BEGIN_ARRAY -> array(states);
        case STRING -> string();
        case NUMBER -> number();
        case TRUE, FALSE, NULL -> out.append(json, reader.tokenStart(), reader.tokenEnd());
        case NAME, END_OBJECT, END_ARRAY, END -> throw reader.error("a value is expected");
      }
    }

    private void object(long[] states) throws ProtocolException {
      out.append('{');
      boolean any = false;
      while (reader.nextMember()) {
        String name = reader.text();
        int start = reader.tokenStart();
        int end = reader.tokenEnd();
        long[] child = step(states, name, -1);
        Token token = reader.next();
        Action action = memberAction(token, name, child);
        if (action == Action.DROP) {
          skip(token);
          continue;
        }
        out.append(any ? "," : "");
        any = true;
        name(name, start, end);
        value(token, action, child);
      }
      out.append('}');
    }

    private @Nullable Action memberAction(Token token, String name, long[] states) {
      Action told = action(states);
      boolean open = token == Token.NULL || (token == Token.NUMBER && names.isCount(name));
      return told != null || open || !names.matches(name) ? told : Action.MASK;
    }

    private void name(String name, int start, int end) {
      String better = values.mask(name);
      if (better.equals(name)) {
        out.append(json, start, end);
        return;
      }
      quote(better);
      out.append(':');
    }

    private void array(long[] states) throws ProtocolException {
      out.append('[');
      boolean any = false;
      for (int i = 0; reader.nextElement(); i++) {
        long[] child = step(states, null, i);
        Action action = action(child);
        Token token = reader.next();
        if (action == Action.DROP) {
          skip(token);
          continue;
        }
        out.append(any ? "," : "");
        any = true;
        value(token, action, child);
      }
      out.append(']');
    }

    private void string() {
      String text = reader.text();
      String better = maskText(text);
      if (better.equals(text)) {
        out.append(json, reader.tokenStart(), reader.tokenEnd());
        return;
      }
      quote(better);
    }

    private String maskText(String text) {
      if (nestedTexts > 0
          && text.length() > 4
          && (text.charAt(0) == '{' || text.charAt(0) == '[')) {
        String nested = mask(text, List.of(), nestedTexts - 1);
        if (nested != null) {
          return nested;
        }
      }
      return values.mask(text);
    }

    private void number() {
      String text = reader.text();
      if (values.mask(text).equals(text)) {
        out.append(text);
      } else {
        quote(ValueDetector.MASK);
      }
    }

    private void hide(Token token, Action action) throws ProtocolException {
      int start = reader.tokenStart();
      String text = token == Token.STRING ? reader.text() : "";
      skip(token);
      if (action == Action.HASH) {
        quote(hash.of(token == Token.STRING ? text : json.substring(start, reader.tokenEnd())));
        return;
      }
      quote(ValueDetector.MASK);
    }

    private void skip(Token token) throws ProtocolException {
      if (token == Token.BEGIN_OBJECT || token == Token.BEGIN_ARRAY) {
        int outside = reader.depth() - 1;
        while (reader.depth() > outside) {
          reader.next();
        }
      }
    }

    private void quote(String text) {
      out.append(new JsonWriter().value(text));
    }
  }
}
