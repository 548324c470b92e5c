// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers each connection with the next text, byte for byte. */
public final class RawServer implements AutoCloseable {

  private static final int PAUSE_MILLIS = 50;

  private final ServerSocket socket;
  private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "raw-server");

  private final CountDownLatch paused = new CountDownLatch(1);

  private record Script(String text, boolean drip) {}

  public RawServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return socket.getLocalPort();
  }

  public void answers(String text) {
    scripts.add(new Script(text, false));
  }

  /** Sends the text, then one byte after the other without end. */
  public void drips(String text) {
    scripts.add(new Script(text, true));
  }

  /** Heads and bodies as they came. */
  public List<String> requests() {
    return requests;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        requests.add(request(connection.getInputStream()));
        Script script = scripts.poll(5, TimeUnit.SECONDS);
        if (script != null) {
          answer(connection, script);
        }
      } catch (IOException e) {
        // The other side went away, or this one is closed; the test sees what it got.
        requests.add("broken");
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void answer(Socket connection, Script script) throws IOException, InterruptedException {
    connection.getOutputStream().write(script.text().getBytes(ISO_8859_1));
    connection.getOutputStream().flush();
    while (script.drip() && !paused.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
      connection.getOutputStream().write('x');
      connection.getOutputStream().flush();
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int length = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        return bytes.toString(ISO_8859_1);
      }
      bytes.write(next);
      String text = bytes.toString(ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end >= 0 && length == 0) {
        length = end + 4 + contentLength(text);
      }
      if (length > 0 && bytes.size() >= length) {
        return text;
      }
    }
  }

  private static int contentLength(String head) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    paused.countDown();
    socket.close();
    thread.interrupt();
  }
}
