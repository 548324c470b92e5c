// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.OutboundException.Kind;
import io.gatehouse.alerting.outbound.Texts;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Sends mails through the mail server of the operator. Thread-safe. */
public final class Mailer {

  private final MailServer server;

  public Mailer(MailServer server) {
    this.server = server;
  }

  /**
   * A mail, as text and as HTML.
   *
   * @param id the same however often it is sent; its Message-ID follows from it
   * @param to addresses, separated by commas
   * @param headers beside those that every mail has
   */
  public record Mail(
      String id,
      String to,
      String subject,
      String plain,
      String html,
      Map<String, String> headers,
      long atMillis) {
    public Mail {
      headers = Map.copyOf(headers);
    }
  }

  /** Whether the operator configured a mail server. */
  public boolean isThere() {
    return server.isThere();
  }

  /**
   * Sends one.
   *
   * @throws OutboundException when the mail server did not take it
   */
  public void send(Mail mail) throws OutboundException {
    Session session = Session.getInstance(properties());
    try {
      MimeMessage message = message(session, mail);
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect(server.host(), server.port(), server.username(), server.password());
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw new OutboundException(
          Kind.CONNECT,
          "The mail server "
              + server.host()
              + " did not take it: "
              + Texts.oneLine(String.valueOf(e.getMessage()), 200),
          e);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    boolean starttls = server.tls().equals("starttls");
    properties.setProperty("mail.smtp.host", server.host());
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(server.username() != null));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starttls));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(server.tls().equals("tls")));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.connectiontimeout", "5000");
    properties.setProperty("mail.smtp.timeout", "10000");
    properties.setProperty("mail.smtp.writetimeout", "10000");
    properties.setProperty("mail.smtp.localhost", "gatehouse");
    return properties;
  }

  private MimeMessage message(Session session, Mail mail) throws MessagingException {
    MimeMessage message = new StableIdMessage(session, mail.id());
    message.setFrom(new InternetAddress(server.from(), true));
    message.setRecipients(RecipientType.TO, InternetAddress.parse(mail.to(), true));
    message.setSubject(Texts.oneLine(mail.subject(), 200), UTF_8.name());
    message.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(mail.atMillis()).atOffset(ZoneOffset.UTC)));
    message.setHeader("Auto-Submitted", "auto-generated");
    for (Map.Entry<String, String> header : mail.headers().entrySet()) {
      message.setHeader(header.getKey(), header.getValue());
    }
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(mail.plain(), UTF_8.name(), "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), UTF_8.name(), "html");
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(plain);
    both.addBodyPart(html);
    message.setContent(both);
    message.saveChanges();
    return message;
  }

  /** Keeps the id of the message, so that a second delivery can be told. */
  private static final class StableIdMessage extends MimeMessage {
    private final String id;

    StableIdMessage(Session session, String id) {
      super(session);
      this.id = id.toLowerCase(Locale.ROOT);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + "@gatehouse>");
    }
  }
}
