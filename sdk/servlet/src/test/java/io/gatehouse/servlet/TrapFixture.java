// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Routes for traps that only servlets have. */
final class TrapFixture {

  private TrapFixture() {}

  static void addTo(ServletContext context) {
    FixtureApplication.get(context, "/async-twice", TrapFixture::asyncTwice);
    FixtureApplication.get(context, "/upgrade", TrapFixture::upgrade);
    FixtureApplication.get(context, "/wrapped", TrapFixture::wrapped);
    FixtureApplication.get(context, "/break", TrapFixture::breakOff);
    FixtureApplication.get(context, "/fatal", TrapFixture::fatal);
    FixtureApplication.get(context, "/reset", TrapFixture::reset);
    FixtureApplication.post(context, "/nonblocking", TrapFixture::nonblocking);
    FixtureApplication.post(context, "/reader", TrapFixture::reader);
  }

  /** The second asynchronous part drops the listeners of the first. */
  private static void asyncTwice(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync(request, response);
    if (request.getDispatcherType() != DispatcherType.ASYNC) {
      async.dispatch();
      return;
    }
    async.start(
        () -> {
          try {
            FixtureApplication.text(response, "second part");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          async.complete();
        });
  }

  private static void upgrade(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setStatus(101);
    response.setHeader("Upgrade", "shout");
    response.setHeader("Connection", "Upgrade");
    request.upgrade(Shouting.class);
  }

  /** Tells whether something is between the container's objects and the servlet. */
  private static void wrapped(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(
        "X-Wrapped",
        (request instanceof HttpServletRequestWrapper)
            + " "
            + (response instanceof HttpServletResponseWrapper));
  }

  /** Fails in the middle of its response. */
  private static void breakOff(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FixtureApplication.text(response, "first half");
    response.flushBuffer();
    throw new IllegalStateException("break");
  }

  private static void fatal(HttpServletRequest request, HttpServletResponse response) {
    throw new StackOverflowError("fatal");
  }

  /** Starts its response over, as another type. */
  private static void reset(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("image/png");
    response.getOutputStream().write(new byte[10]);
    response.reset();
    FixtureApplication.text(response, "second try");
  }

  /** Answers with what it read through a reader. */
  private static void reader(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.setCharacterEncoding("UTF-8");
    FixtureApplication.text(response, request.getReader().readLine());
  }

  /** Echoes by non-blocking input and output. */
  private static void nonblocking(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync(request, response);
    ServletInputStream in = request.getInputStream();
    in.setReadListener(new Echo(async, in, response));
  }

  /** Reads all there is, then writes it in pieces as the client takes them. */
  private static final class Echo implements ReadListener, WriteListener {

    private static final int PIECE_BYTES = 1_000;

    private final AsyncContext async;
    private final ServletInputStream in;
    private final HttpServletResponse response;
    private final ServletOutputStream out;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private byte[] all = {};
    private int written;

    private Echo(AsyncContext async, ServletInputStream in, HttpServletResponse response)
        throws IOException {
      this.async = async;
      this.in = in;
      this.response = response;
      this.out = response.getOutputStream();
    }

    @Override
    public void onDataAvailable() throws IOException {
      byte[] buffer = new byte[PIECE_BYTES];
      while (in.isReady() && !in.isFinished()) {
        int bytes = in.read(buffer);
        if (bytes > 0) {
          body.write(buffer, 0, bytes);
        }
      }
    }

    @Override
    public void onAllDataRead() {
      all = body.toByteArray();
      response.setContentType("text/plain;charset=UTF-8");
      out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (written == all.length) {
          async.complete();
          return;
        }
        int bytes = Math.min(PIECE_BYTES, all.length - written);
        out.write(all, written, bytes);
        written += bytes;
      }
    }

    @Override
    public void onError(Throwable error) {
      async.complete();
    }
  }

  /** After the handshake answers one byte with its upper case. */
  public static final class Shouting implements HttpUpgradeHandler {

    @Override
    public void init(WebConnection connection) {
      Thread thread = new Thread(() -> shout(connection), "shouting");
      thread.setDaemon(true);
      thread.start();
    }

    private static void shout(WebConnection connection) {
      try (connection) {
        int one = connection.getInputStream().read();
        connection.getOutputStream().write(Character.toUpperCase(one));
        connection.getOutputStream().flush();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void destroy() {}
  }
}
