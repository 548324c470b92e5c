// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.servlet.CountingResponse.Tally;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountingStreamsTest {

  private final List<String> calls = new ArrayList<>();

  @Test
  void d12_nonblockingInput_isAskedOnlyWhenTheApplicationAsks() throws Exception {
    ServletInputStream in = new CountingRequest(request(new Input()), null).getInputStream();
    in.setReadListener(null);
    in.isReady();
    in.read(new byte[4], 0, 4);
    in.isFinished();

    assertThat(calls).containsExactly("setReadListener", "isReady", "read", "isFinished");
  }

  @Test
  void d12_nonblockingOutput_isAskedOnlyWhenTheApplicationAsks() throws Exception {
    Tally tally = new Counted();
    ServletOutputStream out =
        new CountingResponse(response(new Output()), tally, null).getOutputStream();
    out.setWriteListener(null);
    out.isReady();
    out.write(new byte[4], 0, 4);
    out.flush();

    assertThat(calls).containsExactly("setWriteListener", "isReady", "write", "flush");
    assertThat(tally.responseBytes()).isEqualTo(4);
  }

  /** Tells only what was written. */
  private static final class Counted extends Tally {

    @Override
    public long responseBytes() {
      return writtenBytes();
    }

    @Override
    public long requestBytes() {
      return 0;
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }

    @Override
    public @Nullable Throwable error() {
      return null;
    }

    @Override
    public boolean aborted() {
      return false;
    }

    @Override
    public boolean committed() {
      return true;
    }

    @Override
    public Object unwrap() {
      return this;
    }
  }

  private static HttpServletRequest request(ServletInputStream in) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            CountingStreamsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> method.getName().equals("getInputStream") ? in : null);
  }

  private static HttpServletResponse response(ServletOutputStream out) {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            CountingStreamsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> method.getName().equals("getOutputStream") ? out : null);
  }

  private final class Input extends ServletInputStream {

    private final ByteArrayInputStream bytes = new ByteArrayInputStream("body".getBytes(US_ASCII));

    @Override
    public int read() {
      calls.add("read one");
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int from, int length) {
      calls.add("read");
      return bytes.read(target, from, length);
    }

    @Override
    public boolean isFinished() {
      calls.add("isFinished");
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      calls.add("isReady");
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      calls.add("setReadListener");
    }
  }

  private final class Output extends ServletOutputStream {

    @Override
    public void write(int one) {
      calls.add("write one");
    }

    @Override
    public void write(byte[] source, int from, int length) {
      calls.add("write");
    }

    @Override
    public void flush() {
      calls.add("flush");
    }

    @Override
    public boolean isReady() {
      calls.add("isReady");
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      calls.add("setWriteListener");
    }
  }
}
