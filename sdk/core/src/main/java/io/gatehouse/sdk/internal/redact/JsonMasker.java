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

  private static final String QUOTED_MASK = '"' + ValueDetector.MASK + '"';
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
    private final PlainNames plainNames;
    private final MaskedCopy out;

    Run(String json, List<Rules.Rule> rules, int nestedTexts) {
      this.reader = new JsonReader(json);
      this.json = json;
      this.rules = rules;
      this.nestedTexts = nestedTexts;
      this.plainNames = new PlainNames(json);
      this.out = new MaskedCopy(json);
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
        case TRUE, FALSE, NULL -> out.keep(reader.tokenStart(), reader.tokenEnd());
        case NAME, END_OBJECT, END_ARRAY, END -> throw reader.error("a value is expected");
      }
    }

    private void object(long[] states) throws ProtocolException {
      out.put('{');
      boolean any = false;
      while (reader.nextMember()) {
        long[] child = states.length == 0 ? states : step(states, reader.text(), -1);
        any |= member(child, any);
      }
      out.put('}');
    }

    /** Writes the member whose name was read; false when it is dropped. */
    private boolean member(long[] states, boolean comma) throws ProtocolException {
      int start = reader.tokenStart();
      int end = reader.tokenEnd();
      boolean plain = plainNames.contains(start, end);
      boolean secret = !plain && isSecretName();
      boolean count = secret && names.isCount(reader.text());
      String better = !plain && holdsSecret() ? values.mask(reader.text()) : null;
      if (!plain && !secret && better == null) {
        plainNames.add(start, end);
      }
      Token token = reader.next();
      Action told = action(states);
      if (told == Action.DROP) {
        skip(token);
        return false;
      }
      if (comma) {
        out.put(',');
      }
      name(better, start, end);
      boolean open = token == Token.NULL || (token == Token.NUMBER && count);
      value(token, told == null && secret && !open ? Action.MASK : told, states);
      return true;
    }

    private boolean isSecretName() {
      return names.matches(reader.textSource(), reader.textStart(), reader.textEnd());
    }

    /** Whether the name, string or number holds a secret by its looks. */
    private boolean holdsSecret() {
      return values.holdsSecret(reader.textSource(), reader.textStart(), reader.textEnd());
    }

    private void name(@Nullable String better, int start, int end) {
      if (better == null) {
        out.keep(start, end);
      } else {
        quote(better);
        out.put(':');
      }
    }

    private void array(long[] states) throws ProtocolException {
      out.put('[');
      boolean any = false;
      for (int i = 0; reader.nextElement(); i++) {
        long[] child = step(states, null, i);
        Action action = action(child);
        Token token = reader.next();
        if (action == Action.DROP) {
          skip(token);
          continue;
        }
        if (any) {
          out.put(',');
        }
        any = true;
        value(token, action, child);
      }
      out.put(']');
    }

    private void string() {
      String better = isNested() ? nested() : null;
      if (better == null && holdsSecret()) {
        better = values.mask(reader.text());
      }
      if (better == null || better.equals(reader.text())) {
        out.keep(reader.tokenStart(), reader.tokenEnd());
      } else {
        quote(better);
      }
    }

    /** Whether the string may be a JSON text. */
    private boolean isNested() {
      if (nestedTexts == 0 || reader.textEnd() - reader.textStart() <= 4) {
        return false;
      }
      char first = reader.textSource().charAt(reader.textStart());
      return first == '{' || first == '[';
    }

    private @Nullable String nested() {
      return mask(reader.text(), List.of(), nestedTexts - 1);
    }

    private void number() {
      if (holdsSecret()) {
        replace(QUOTED_MASK);
      } else {
        out.keep(reader.tokenStart(), reader.tokenEnd());
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
      replace(QUOTED_MASK);
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
      replace(new JsonWriter().value(text).toString());
    }

    private void replace(String written) {
      out.replace(written, reader.tokenEnd());
    }
  }
}
