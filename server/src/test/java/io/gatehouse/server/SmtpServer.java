// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A mail server as RFC 5321 has it, which keeps what it takes. */
public final class SmtpServer implements AutoCloseable {

  private final ServerSocket socket;
  private final Queue<String> mails = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::serve, "smtp-server");
  private volatile boolean refuses;

  public SmtpServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Headers and bodies as they came. */
  public Queue<String> mails() {
    return mails;
  }

  public void refuse(boolean now) {
    refuses = now;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        talk(connection);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void talk(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
    OutputStream out = connection.getOutputStream();
    say(out, "220 here");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("EHLO")) {
        say(out, "250 here");
      } else if (line.equals("DATA")) {
        say(out, "354 go on");
        mails.add(mail(in));
        say(out, "250 taken");
      } else if (line.equals("QUIT")) {
        say(out, "221 bye");
        return;
      } else {
        say(out, refuses && line.startsWith("MAIL") ? "451 not now" : "250 ok");
      }
    }
  }

  private static String mail(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
    }
    return mail.toString();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
