// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.gatehouse.protocol.redact.SecretNames;
import io.gatehouse.protocol.redact.ValueDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Masks values in JSON text by the names of their fields and by what they look like, leaving
 * everything else as it is written. Handles several documents in a row (NDJSON). Thread-safe.
 */
final class JsonMasker {

  private static final String QUOTED_MASK = '"' + ValueDetector.MASK + '"';
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NESTED_TEXTS = 3;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final SecretNames names;
  private final ValueDetector values;

  JsonMasker(SecretNames names, ValueDetector values) {
    this.names = names;
    this.values = values;
  }

  /** The masked text; null when it is no JSON, or cut off, or nested too deep. */
  @Nullable String mask(String json) {
    return mask(json, MAX_NESTED_TEXTS);
  }

  private @Nullable String mask(String json, int nestedTexts) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return new Run(parser, json, nestedTexts).result();
    } catch (JsonParseException | StreamConstraintsException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** One pass over one text; used by one thread. */
  private final class Run {
    private final JsonParser parser;
    private final String json;
    private final int nestedTexts;
    private final StringBuilder masked = new StringBuilder();
    private int copied;
    private int depth;

    /** Depth of the container under a secret name that hides everything; 0 = none. */
    private int hiddenDepth;

    /** The value that comes next belongs to a secret name. */
    private boolean secretNext;

    private String name = "";

    Run(JsonParser parser, String json, int nestedTexts) {
      this.parser = parser;
      this.json = json;
      this.nestedTexts = nestedTexts;
    }

    @Nullable String result() throws IOException {
      boolean any = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        any = true;
        accept(token);
      }
      if (!any || depth != 0) {
        return null;
      }
      return copied == 0 ? json : masked.append(json, copied, json.length()).toString();
    }

    private void accept(JsonToken token) throws IOException {
      switch (token) {
        case FIELD_NAME -> {
          name = parser.currentName();
          secretNext = hiddenDepth > 0 || names.matches(name);
        }
        case START_OBJECT, START_ARRAY -> {
          depth++;
          if (secretNext && hiddenDepth == 0) {
            hiddenDepth = depth;
          }
        }
        case END_OBJECT, END_ARRAY -> {
          if (depth == hiddenDepth) {
            hiddenDepth = 0;
          }
          depth--;
          secretNext = false;
        }
        case VALUE_STRING -> string();
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
        default -> secretNext = false;
      }
    }

    private boolean secret() {
      boolean secret = secretNext || hiddenDepth > 0;
      secretNext = false;
      return secret;
    }

    private void string() throws IOException {
      String text = parser.getText();
      if (secret()) {
        replace(QUOTED_MASK);
        return;
      }
      String better = maskText(text);
      if (!better.equals(text)) {
        replace('"' + new String(JsonStringEncoder.getInstance().quoteAsString(better)) + '"');
      }
    }

    private String maskText(String text) {
      if (nestedTexts > 0 && looksLikeJson(text)) {
        String nested = mask(text, nestedTexts - 1);
        if (nested != null) {
          return nested;
        }
      }
      return values.mask(text);
    }

    private void number() throws IOException {
      String text = parser.getText();
      boolean hide = secret() && !names.isCount(name);
      if (hide || !values.mask(text).equals(text)) {
        replace(QUOTED_MASK);
      }
    }

    private void replace(String replacement) throws IOException {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      parser.finishToken();
      int end = (int) parser.currentLocation().getCharOffset();
      masked.append(json, copied, start).append(replacement);
      copied = end;
    }
  }

  private static boolean looksLikeJson(String text) {
    return text.length() > 4 && (text.charAt(0) == '{' || text.charAt(0) == '[');
  }
}
