// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.gatehouse.collector.intake.Limits;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a message of too many different field names, wherever in it they are. Jackson keeps every
 * name until the parser is closed, in ten times the bytes that a short one takes on the wire.
 */
final class NameLimitParser extends UTF8StreamJsonParser {

  NameLimitParser(
      IOContext context,
      int features,
      @Nullable InputStream in,
      ByteQuadsCanonicalizer names,
      byte[] buffer,
      int from,
      int to) {
    super(context, features, in, null, names, buffer, from, to, 0, in != null);
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token == JsonToken.FIELD_NAME) {
      checkNames();
    }
    return token;
  }

  @Override
  public boolean nextFieldName(SerializableString expected) throws IOException {
    boolean same = super.nextFieldName(expected);
    if (!same) {
      checkNames();
    }
    return same;
  }

  @Override
  public String nextFieldName() throws IOException {
    String name = super.nextFieldName();
    checkNames();
    return name;
  }

  private void checkNames() throws StreamConstraintsException {
    if (_symbols.size() > Limits.FIELD_NAMES) {
      throw new StreamConstraintsException(
          "more than %d different field names".formatted(Limits.FIELD_NAMES));
    }
  }
}
