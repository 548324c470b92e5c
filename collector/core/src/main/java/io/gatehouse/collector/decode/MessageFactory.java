// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import java.io.InputStream;

/**
 * Makes parsers of UTF-8 that refuse more different field names than {@link NameLimitParser}
 * allows. Other encodings, which RFC 8259 rules out, are malformed.
 */
final class MessageFactory extends JsonFactory {

  private static final long serialVersionUID = 1L;

  MessageFactory(JsonFactoryBuilder builder) {
    super(builder);
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) {
    return new NameLimitParser(
        context,
        _parserFeatures,
        null,
        _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
        data,
        offset,
        offset + length);
  }

  @Override
  protected JsonParser _createParser(InputStream in, IOContext context) {
    return new NameLimitParser(
        context,
        _parserFeatures,
        in,
        _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
        context.allocReadIOBuffer(),
        0,
        0);
  }
}
