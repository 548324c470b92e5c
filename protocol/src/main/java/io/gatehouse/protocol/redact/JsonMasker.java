// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.JsonWriter;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.Settings.Action;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Masks values in a JSON text by the names of their fields, by rules, and by what they look like.
 * Everything else stays as it is written. Thread-safe.
 */
final class JsonMasker {

  private static final String QUOTED_MASK = '"' + ValueDetector.MASK + '"';
  private static final int MAX_NESTED_TEXTS = 3;

  /** Where elements are not plain, looking whether they are is soon given up. */
  private static final int PLAIN_TRIES = 2;

  private static final long[] NO_STATES = {};

  private final SecretNames names;
  private final ValueDetector values;
  private final ValueHash hash;
  private final PlainNames plainNames = new PlainNames();

  JsonMasker(SecretNames names, ValueDetector values, ValueHash hash) {
    this.names = names;
    this.values = values;
    this.hash = hash;
  }

  /** The masked text; null when it is no JSON, or cut off, or nothing of it may stay. */
  @Nullable String mask(String json, List<Rules.Rule> rules) {
    return mask(json, rules, TextRules.NONE, MAX_NESTED_TEXTS);
  }

  /** Attributes, whose names and texts rules are about. */
  @Nullable String maskAttributes(String json, TextRules rules) {
    return mask(json, rules.attributes(), rules, MAX_NESTED_TEXTS);
  }

  private @Nullable String mask(
      String json, List<Rules.Rule> rules, TextRules texts, int nestedTexts) {
    byte[] bytes = json.getBytes(UTF_8);
    byte[] padded = Arrays.copyOf(bytes, bytes.length + Buffers.SLACK);
    Run run = new Run(padded, bytes.length, rules, texts, nestedTexts);
    return run.pass() ? run.isUnchanged() ? json : run.finish() : null;
  }

  /** As for a text; the array is longer than the text by {@link Buffers#SLACK}. */
  @Nullable String mask(byte[] json, int length, List<Rules.Rule> rules) {
    Run run = new Run(json, length, rules, TextRules.NONE, MAX_NESTED_TEXTS);
    return run.pass() ? run.finish() : null;
  }

  /** One pass over one text; used by one thread. */
  private final class Run {
    private final JsonBytes in;
    private final List<Rules.Rule> rules;
    private final TextRules texts;
    private final int nestedTexts;
    private final int length;

    /** Null = nothing was replaced yet. */
    private @Nullable MaskedCopy out;

    Run(byte[] json, int length, List<Rules.Rule> rules, TextRules texts, int nestedTexts) {
      this.in = new JsonBytes(json, length);
      this.rules = rules;
      this.texts = texts;
      this.nestedTexts = nestedTexts;
      this.length = length;
    }

    /** False when it is no JSON, or nothing of it may stay. */
    boolean pass() {
      long[] states = rules.isEmpty() ? NO_STATES : new long[rules.size()];
      Arrays.fill(states, JsonPath.start());
      Action action = action(states);
      try {
        value(action, states);
        in.end();
        return action != Action.DROP;
      } catch (ProtocolException e) {
        // Nobody can say what is in it.
        return false;
      }
    }

    boolean isUnchanged() {
      return out == null;
    }

    @Nullable String finish() {
      MaskedCopy copy = out;
      return copy == null ? Utf8.text(in.bytes, 0, length) : copy.finish();
    }

    private MaskedCopy out() {
      MaskedCopy copy = out;
      if (copy == null) {
        copy = new MaskedCopy(in.bytes, length);
        out = copy;
      }
      return copy;
    }

    private @Nullable Action action(long[] states) {
      Action strongest = null;
      for (int i = 0; i < states.length; i++) {
        JsonPath path = rules.get(i).path();
        if (path != null && path.accepts(states[i])) {
          rules.get(i).hit();
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

    private void value(@Nullable Action action, long[] states) throws ProtocolException {
      byte first = in.next();
      if (action != null) {
        hide(action);
      } else if (first == '"') {
        string();
      } else if (first == '{') {
        object(states);
      } else if (first == '[') {
        array(states);
      } else {
        in.scalar(first);
        if (in.textEnd - in.textStart >= JsonBytes.SHORT) {
          number();
        }
      }
    }

    private void object(long[] states) throws ProtocolException {
      in.open();
      boolean more = !in.isClosed('}');
      boolean any = false;
      int comma = in.at;
      for (int i = 0; more; i++) {
        if (states.length == 0) {
          int passed = in.plainMembers(i);
          if (passed < 0) {
            return;
          }
          i += passed;
        }
        in.next();
        int start = in.at;
        boolean stays = member(states, i);
        int end = in.at;
        more = in.comma('}');
        if (!stays) {
          drop(any, more, comma, start, end);
        }
        any |= stays;
        comma = in.at - 1;
      }
    }

    /** Leaves a member or element out, with the comma before it, or else the one behind it. */
    private void drop(boolean any, boolean more, int comma, int start, int end) {
      if (any) {
        out().cut(comma, end);
      } else {
        out().cut(start, more ? in.at : end);
      }
    }

    /** One member; false when it is to be left out. Only plain names are noted. */
    private boolean member(long[] states, int number) throws ProtocolException {
      int start = in.at;
      if (in.isNoted(number)) {
        value(null, states);
        return true;
      }
      in.string();
      int end = in.at;
      long head = in.head();
      long tail = in.tail();
      boolean isShort = in.textEnd - in.textStart <= PlainNames.MAX_BYTES;
      if (states.length == 0 && isShort && plainNames.contains(head, tail)) {
        in.colon();
        in.note(number, start);
        value(null, states);
        return true;
      }
      String name = in.text();
      boolean secret = names.matches(name);
      String shown = values.mask(name);
      boolean isShown = shown.equals(name);
      if (!secret && isShown && isShort) {
        plainNames.add(head, tail);
      }
      in.colon();
      long[] child = step(states, name, -1);
      Action told = action(child);
      if (told == Action.DROP) {
        in.skip();
        return false;
      }
      if (!isShown) {
        out().replace(start, end, quoted(shown));
      }
      value(told == null && secret && !isOpen(name) ? Action.MASK : told, child);
      return true;
    }

    /** Whether what comes is no secret, though its name looks like one's. */
    private boolean isOpen(String name) throws ProtocolException {
      byte first = in.next();
      boolean number = first == '-' || (first >= '0' && first <= '9');
      return first == 'n' || (number && names.isCount(name));
    }

    private void array(long[] states) throws ProtocolException {
      in.open();
      boolean more = !in.isClosed(']');
      if (states.length == 0) {
        elements(more);
        return;
      }
      boolean any = false;
      int comma = in.at;
      for (int i = 0; more; i++) {
        in.next();
        int start = in.at;
        long[] child = step(states, null, i);
        Action action = action(child);
        boolean stays = action != Action.DROP;
        if (stays) {
          value(action, child);
        } else {
          in.skip();
        }
        int end = in.at;
        more = in.comma(']');
        if (!stays) {
          drop(any, more, comma, start, end);
        }
        any |= stays;
        comma = in.at - 1;
      }
    }

    /** Elements that no rule is about. */
    private void elements(boolean any) throws ProtocolException {
      boolean more = any;
      int tries = PLAIN_TRIES;
      while (more) {
        value(null, NO_STATES);
        more = in.comma(']');
        if (more && tries > 0) {
          tries = in.plainElements() ? PLAIN_TRIES : tries - 1;
        }
      }
    }

    private void string() throws ProtocolException {
      int start = in.at;
      in.string();
      int length = in.textEnd - in.textStart;
      if (length == 0) {
        return;
      }
      byte first = in.bytes[in.textStart];
      boolean nested = first == '{' || first == '[' || in.isEscaped;
      boolean looked =
          (in.hasSign || length >= JsonBytes.SHORT)
              && values.mayHoldSecret(in.bytes, in.textStart, in.textEnd);
      if (nested || looked || (in.hasSign && !texts.isEmpty())) {
        judge(start, in.text());
      }
    }

    private void judge(int start, String text) {
      String better =
          isNested(text) ? mask(text, texts.attributes(), texts, nestedTexts - 1) : null;
      if (better == null) {
        better = texts.mask(values.mask(text));
      }
      if (!better.equals(text)) {
        out().replace(start, in.at, quoted(better));
      }
    }

    /** Whether the string may be a JSON text. */
    private boolean isNested(String text) {
      return nestedTexts > 0 && text.length() > 4 && "{[".indexOf(text.charAt(0)) >= 0;
    }

    private void number() throws ProtocolException {
      String text = in.text();
      if (values.holdsSecret(text, 0, text.length())) {
        out().replace(in.textStart, in.textEnd, QUOTED_MASK);
      }
    }

    private void hide(Action action) throws ProtocolException {
      int start = in.at;
      boolean text = in.bytes[start] == '"';
      in.skip();
      if (action == Action.HASH) {
        out().replace(start, in.at, quoted(hash.of(text ? in.text() : in.raw(start, in.at))));
      } else {
        out().replace(start, in.at, QUOTED_MASK);
      }
    }

    private static String quoted(String text) {
      return new JsonWriter().value(text).toString();
    }
  }
}
