// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import io.gatehouse.sdk.BodyTap;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the application reads of the body, and copies it into a tap if there is one. The
 * bytes of a reader and of a form are told by {@code Content-Length}.
 */
final class CountingRequest extends HttpServletRequestWrapper {

  private final @Nullable BodyTap tap;
  private @Nullable Input input;
  private @Nullable BufferedReader reader;
  private volatile long read;
  private volatile boolean broken;
  private volatile boolean byReader;
  private volatile boolean byParameters;

  CountingRequest(HttpServletRequest request, @Nullable BodyTap tap) {
    super(request);
    this.tap = tap;
  }

  /** Whether a body may come. */
  static boolean mayHaveBody(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    if (length >= 0) {
      return length > 0;
    }
    String method = request.getMethod();
    return !method.equals("GET") && !method.equals("HEAD");
  }

  /** Bytes the application read; when it read none itself, what was announced; −1 = unknown. */
  long bytes() {
    return read > 0 && !byReader ? read : getContentLengthLong();
  }

  /** Whether reading failed, which means that the client went away. */
  boolean isBroken() {
    return broken;
  }

  /**
   * Copies the parameters of a form that the container has read. Only names and values are known
   * then, so that the text may be written otherwise than it was sent.
   */
  void copyForm() {
    BodyTap into = tap;
    if (into == null || !byParameters || byReader || read > 0) {
      return;
    }
    StringBuilder form = new StringBuilder();
    List<String> ofQuery = namesOfQuery();
    for (Map.Entry<String, String[]> parameter : super.getParameterMap().entrySet()) {
      for (String value : parameter.getValue()) {
        // Values of the query come first.
        if (!ofQuery.remove(parameter.getKey())) {
          form.append(form.isEmpty() ? "" : "&")
              .append(encode(parameter.getKey()))
              .append('=')
              .append(encode(value));
        }
      }
    }
    into.append(form, 0, form.length());
  }

  private List<String> namesOfQuery() {
    List<String> names = new ArrayList<>();
    String query = getQueryString();
    if (query != null) {
      for (String one : query.split("&")) {
        int equals = one.indexOf('=');
        names.add(decode(equals < 0 ? one : one.substring(0, equals)));
      }
    }
    return names;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** As it is when it cannot be decoded; the container knows no such parameter then. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  @Override
  public @Nullable String getParameter(String name) {
    byParameters = true;
    return super.getParameter(name);
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    byParameters = true;
    return super.getParameterValues(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    byParameters = true;
    return super.getParameterNames();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    byParameters = true;
    return super.getParameterMap();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    BufferedReader below = super.getReader();
    byReader = true;
    BodyTap into = tap;
    if (into == null) {
      return below;
    }
    BufferedReader known = reader;
    if (known == null) {
      known = new BufferedReader(new Copying(below, into));
      reader = known;
    }
    return known;
  }

  /** Copies the characters that pass, unless the container's reader reads from our stream. */
  private final class Copying extends Reader {

    private final Reader below;
    private final BodyTap tap;

    private Copying(Reader below, BodyTap tap) {
      this.below = below;
      this.tap = tap;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
      int chars = below.read(target, from, length);
      if (chars > 0 && read == 0) {
        tap.append(CharBuffer.wrap(target, from, chars), 0, chars);
      }
      return chars;
    }

    @Override
    public boolean ready() throws IOException {
      return below.ready();
    }

    @Override
    public void close() throws IOException {
      below.close();
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream stream = super.getInputStream();
    Input known = input;
    if (known == null || known.stream != stream) {
      known = new Input(stream);
      input = known;
    }
    return known;
  }

  /** One thread reads at a time, as the specification wants it; another one may read the count. */
  private final class Input extends ServletInputStream {

    private final ServletInputStream stream;

    private Input(ServletInputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      try {
        int one = stream.read();
        if (one >= 0) {
          count(1);
          if (tap != null) {
            tap.append(one);
          }
        }
        return one;
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      try {
        int bytes = stream.read(target, from, length);
        count(bytes);
        if (tap != null && bytes > 0) {
          tap.append(target, from, bytes);
        }
        return bytes;
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int bytes) {
      if (bytes > 0) {
        read += bytes;
      }
    }

    @Override
    public int available() throws IOException {
      return stream.available();
    }

    @Override
    public boolean isFinished() {
      return stream.isFinished();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      stream.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
