// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response that takes bytes and forgets them, used over and over as containers do. */
final class StubResponse extends HttpServletResponseWrapper {

  private final Output output = new Output();
  private int status = 200;
  private @Nullable String contentType;

  StubResponse() {
    super(StubRequest.nothing(HttpServletResponse.class));
  }

  /** Between two requests of one connection. */
  void recycle() {
    status = 200;
    contentType = null;
  }

  /** So that nothing of the work can be left out. */
  long written() {
    return output.bytes;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int value) {
    status = value;
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public void setContentType(String value) {
    contentType = value;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.equals("Content-Type") ? contentType : null;
  }

  @Override
  public Collection<String> getHeaders(String name) {
    String value = getHeader(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public Collection<String> getHeaderNames() {
    return List.of("Content-Type");
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return output;
  }

  private static final class Output extends ServletOutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("not asynchronous");
    }
  }
}
