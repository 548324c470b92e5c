// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.alerting.outbound.OutboundException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads one answer of HTTP/1.1 (RFC 9112), whatever the other side sends, within fixed bounds. */
final class AnswerReader {

  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 200;

  private final InputStream in;
  private final int maxBytes;

  AnswerReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * @param headers first value of each, names in lower case
   * @param cut there was more
   */
  record Read(int status, Map<String, String> headers, byte[] body, boolean cut) {}

  int status() throws IOException {
    String line = line();
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new OutboundException(Kind.PROTOCOL, "The answer does not begin as HTTP does.");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  Read rest(String method, int status) throws IOException {
    Map<String, String> headers = headers();
    while (status < 200) {
      status = status();
      headers = headers();
    }
    boolean empty = method.equals("HEAD") || status == 204 || status == 304;
    if (empty) {
      return new Read(status, headers, new byte[0], false);
    }
    String coding = headers.getOrDefault("transfer-encoding", "");
    if (coding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
      return chunked(status, headers);
    }
    String length = headers.get("content-length");
    long expected = length == null ? -1 : length(length);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = copy(body, expected < 0 ? Long.MAX_VALUE : expected, expected >= 0);
    return new Read(status, headers, body.toByteArray(), !whole);
  }

  private static long length(String text) throws OutboundException {
    if (!text.matches("[0-9]{1,18}")) {
      throw new OutboundException(Kind.PROTOCOL, "The answer's Content-Length is no number.");
    }
    return Long.parseLong(text);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (int i = 0; i <= MAX_HEADERS; i++) {
      String line = line();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    throw new OutboundException(
        Kind.PROTOCOL, "The answer has more than " + MAX_HEADERS + " headers.");
  }

  private Read chunked(int status, Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = line();
      String digits = line.indexOf(';') < 0 ? line : line.substring(0, line.indexOf(';'));
      if (!digits.strip().matches("[0-9a-fA-F]{1,8}")) {
        throw new OutboundException(Kind.PROTOCOL, "A chunk of the answer tells no size.");
      }
      long size = Long.parseLong(digits.strip(), 16);
      if (size == 0) {
        return new Read(status, headers, body.toByteArray(), false);
      }
      if (!copy(body, size, true)) {
        return new Read(status, headers, body.toByteArray(), true);
      }
      line();
    }
  }

  /** Copies at most so many bytes; false when the limit of the whole was reached before. */
  private boolean copy(ByteArrayOutputStream body, long bytes, boolean exactly) throws IOException {
    byte[] buffer = new byte[8192];
    long left = bytes;
    while (left > 0) {
      int room = maxBytes - body.size();
      if (room <= 0) {
        return false;
      }
      int count = in.read(buffer, 0, (int) Math.min(Math.min(buffer.length, left), room));
      if (count < 0) {
        if (exactly) {
          throw new EOFException("the answer ended before it was whole");
        }
        return true;
      }
      body.write(buffer, 0, count);
      left -= count;
    }
    return true;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection was closed before the answer was whole");
      }
      if (next == '\n') {
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() == MAX_LINE) {
        throw new OutboundException(
            Kind.PROTOCOL, "A line of the answer is longer than " + MAX_LINE + " bytes.");
      }
      line.write(next);
    }
  }
}
