// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy with a fixed address that cuts connections: some after so many bytes of the request,
 * some after the whole request went through but before all of the answer came back. Seeded, so that
 * a failing run can be repeated.
 */
final class FaultProxy implements AutoCloseable {

  /** One connection in so many is cut. */
  private static final int CUT_EVERY = 6;

  private final ServerSocket listening;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Random random;
  private final AtomicLong cuts = new AtomicLong();
  private volatile int target;

  private FaultProxy(ServerSocket listening, long seed) {
    this.listening = listening;
    this.random = new Random(seed);
  }

  static FaultProxy start(long seed) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    FaultProxy proxy = new FaultProxy(socket, seed);
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** Connections opened from now on go to this port. */
  void forwardTo(int port) {
    target = port;
  }

  /** Connections cut so far. */
  long cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        boolean cut = random.nextInt(CUT_EVERY) == 0;
        boolean answer = random.nextBoolean();
        int bytes = cut ? random.nextInt(answer ? 40 : 2_000) : Integer.MAX_VALUE;
        threads.execute(() -> forward(client, answer, bytes));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** Passes everything on until so many bytes went in the direction that is watched. */
  private void forward(Socket client, boolean watchAnswer, int bytes) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      threads.execute(() -> pump(client, server, watchAnswer ? Integer.MAX_VALUE : bytes));
      pump(server, client, watchAnswer ? bytes : Integer.MAX_VALUE);
    } catch (IOException e) {
      // The server is down at the moment: the client sees a closed connection, as it should.
      cuts.incrementAndGet();
    }
  }

  private void pump(Socket from, Socket to, int limit) {
    byte[] buffer = new byte[4_096];
    int left = limit;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, Math.min(count, left));
        out.flush();
        left -= Math.min(count, left);
        if (left == 0) {
          cuts.incrementAndGet();
          return;
        }
      }
    } catch (IOException e) {
      // One side closed; closing the other is all that is left to do.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
