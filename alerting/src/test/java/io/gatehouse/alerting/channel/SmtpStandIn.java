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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server as RFC 5321 has it, for one mail at a time; with RFC 3207 (STARTTLS) on demand. */
final class SmtpStandIn implements AutoCloseable {

  /** What it does to the next mail. */
  enum Trouble {
    NONE,
    /** 451 to DATA. */
    BUSY,
    /** 554 to DATA. */
    REFUSED,
    /** Goes away in the middle of the mail. */
    CUT,
    /** Never answers. */
    SILENT
  }

  /** How connections are encrypted. */
  enum Encryption {
    NONE,
    /** From the start. */
    TLS,
    STARTTLS
  }

  private final ServerSocket socket;
  private final Encryption encryption;
  private final @Nullable SSLContext tls;
  private final List<String> recipients = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "smtp-stand-in");
  private volatile String mail = "";
  private volatile Trouble trouble = Trouble.NONE;
  private volatile String unknown = "(nobody)";
  private volatile @Nullable String credentials;

  SmtpStandIn() {
    this(Encryption.NONE, null);
  }

  SmtpStandIn(Encryption encryption, @Nullable SSLContext tls) {
    this.encryption = encryption;
    this.tls = tls;
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

  void next(Trouble value) {
    trouble = value;
  }

  /** Has no such mailbox. */
  void forget(String address) {
    unknown = address;
  }

  /** Takes nothing before somebody has signed in. */
  void require(String username, String password) {
    credentials = '\0' + username + '\0' + password;
  }

  /** Headers and body as they came, without the dots that SMTP adds. */
  String mail() {
    return mail;
  }

  List<String> recipients() {
    return recipients;
  }

  /** First words of what clients said, those in the clear with an exclamation mark. */
  List<String> commands() {
    return commands;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        Socket first = encryption == Encryption.TLS ? encrypted(connection) : connection;
        say(first.getOutputStream(), "220 stand-in ESMTP");
        recipients.clear();
        boolean more = talk(first, encryption == Encryption.TLS);
        if (more) {
          talk(encrypted(connection), true);
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          commands.add("(" + e.getClass().getSimpleName() + ")");
        }
      }
    }
  }

  private Socket encrypted(Socket connection) throws IOException {
    if (tls == null) {
      throw new IOException("no certificate");
    }
    SSLSocket encrypted =
        (SSLSocket)
            tls.getSocketFactory().createSocket(connection, "client", connection.getPort(), false);
    encrypted.setUseClientMode(false);
    encrypted.startHandshake();
    return encrypted;
  }

  /** True when the client wants to go on encrypted. */
  private boolean talk(Socket connection, boolean secure) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
    OutputStream out = connection.getOutputStream();
    boolean known = credentials == null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.toUpperCase(Locale.ROOT);
      commands.add((secure ? "" : "!") + command.split(" ", 2)[0]);
      if (command.startsWith("QUIT")) {
        say(out, "221 bye");
        return false;
      }
      if (command.equals("STARTTLS") && encryption == Encryption.STARTTLS && !secure) {
        say(out, "220 go on");
        return true;
      }
      if (command.startsWith("AUTH PLAIN ")) {
        known = secure && isKnown(line.substring(11));
        say(out, known ? "235 welcome" : "535 wrong");
      } else if (!known && command.startsWith("MAIL")) {
        say(out, "530 sign in first");
      } else if (command.equals("DATA")) {
        data(in, out);
      } else {
        say(out, answer(command, line, secure));
      }
    }
    return false;
  }

  /** RFC 4616; whom to act as may come first. */
  private boolean isKnown(String encoded) {
    String told = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    return credentials != null && told.endsWith(credentials);
  }

  private void data(BufferedReader in, OutputStream out) throws IOException {
    Trouble now = trouble;
    trouble = Trouble.NONE;
    switch (now) {
      case BUSY -> say(out, "451 try later");
      case REFUSED -> say(out, "554 it looks like spam");
      case CUT -> {
        say(out, "354 go on");
        in.readLine();
        throw new IOException("cut");
      }
      case SILENT -> in.readLine();
      case NONE -> {
        say(out, "354 go on");
        mail = text(in);
        say(out, "250 taken");
      }
    }
  }

  private String answer(String command, String line, boolean secure) {
    if (command.startsWith("EHLO")) {
      String offer = encryption == Encryption.STARTTLS && !secure ? "250-STARTTLS\r\n" : "";
      String auth = credentials != null && secure ? "250-AUTH PLAIN\r\n" : "";
      return "250-stand-in\r\n" + offer + auth + "250 8BITMIME";
    }
    if (command.startsWith("RCPT TO:")) {
      if (line.contains(unknown)) {
        return "550 no such mailbox";
      }
      recipients.add(line.substring(8));
      return "250 ok";
    }
    return command.startsWith("MAIL FROM:") || command.startsWith("RSET") ? "250 ok" : "502 no";
  }

  private static String text(BufferedReader in) throws IOException {
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
