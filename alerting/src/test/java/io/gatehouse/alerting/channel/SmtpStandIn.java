// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server as RFC 5321 has it, for one mail at a time. */
final class SmtpStandIn implements AutoCloseable {

  private final ServerSocket socket;
  private final List<String> recipients = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "smtp-stand-in");
  private volatile String mail = "";
  private volatile boolean refuses;

  SmtpStandIn() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  void refuseNext() {
    refuses = true;
  }

  /** Headers and body as they came, without the dots that SMTP adds. */
  String mail() {
    return mail;
  }

  List<String> recipients() {
    return recipients;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        talk(connection);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          mail = "broken: " + e;
        }
      }
    }
  }

  private void talk(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
    OutputStream out = connection.getOutputStream();
    say(out, "220 stand-in ESMTP");
    recipients.clear();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("QUIT")) {
        say(out, "221 bye");
        return;
      }
      say(out, answer(command, line));
      if (command.equals("DATA") && !refuses) {
        mail = data(in);
        say(out, "250 taken");
      }
      refuses &= !command.equals("DATA");
    }
  }

  private String answer(String command, String line) {
    if (command.startsWith("EHLO") || command.startsWith("HELO")) {
      return "250 stand-in";
    }
    if (command.startsWith("RCPT TO:")) {
      recipients.add(line.substring(8));
      return "250 ok";
    }
    if (command.equals("DATA")) {
      return refuses ? "451 try later" : "354 go on";
    }
    return command.startsWith("MAIL FROM:") || command.startsWith("RSET") ? "250 ok" : "502 no";
  }

  private static String data(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return text.toString();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
