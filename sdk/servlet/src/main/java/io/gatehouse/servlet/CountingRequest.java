// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the application reads of the body. A reader is the container's own: its bytes are
 * told by {@code Content-Length}.
 */
final class CountingRequest extends HttpServletRequestWrapper {

  private @Nullable Input input;
  private volatile long read;
  private volatile boolean broken;
  private volatile boolean byReader;

  CountingRequest(HttpServletRequest request) {
    super(request);
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

  @Override
  public BufferedReader getReader() throws IOException {
    BufferedReader reader = super.getReader();
    byReader = true;
    return reader;
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
        count(one < 0 ? 0 : 1);
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
