// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.OutboundException.Kind;
import io.gatehouse.alerting.outbound.Texts;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** E-mail over the mail server of the operator, as text and as HTML. */
public final class EmailChannel implements Channel {

  private static final int MAX_RECIPIENTS = 20;

  private final MailServer server;

  public EmailChannel(MailServer server) {
    this.server = server;
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public List<Field> fields() {
    return List.of(new Field("to", true, false));
  }

  @Override
  public void check(Map<String, String> config) {
    InternetAddress[] to = recipients(config.getOrDefault("to", ""));
    if (to.length == 0 || to.length > MAX_RECIPIENTS) {
      throw new InvalidSpecException(
          "to",
          "The field to has " + to.length + " addresses, but needs 1 to " + MAX_RECIPIENTS + ".");
    }
  }

  private static InternetAddress[] recipients(String text) {
    try {
      if (text.chars().anyMatch(Character::isISOControl)) {
        throw new AddressException("control characters");
      }
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      for (InternetAddress address : parsed) {
        address.validate();
        if (address.isGroup() || address.getAddress().indexOf('@') < 1) {
          throw new AddressException("no mailbox");
        }
      }
      return parsed;
    } catch (AddressException e) {
      throw new InvalidSpecException(
          "to",
          "The field to is \""
              + Texts.oneLine(text, 200)
              + "\", but must be addresses such as"
              + " ops@example.com, separated by commas.");
    }
  }

  @Override
  public Sent send(Message message, Map<String, String> config) throws OutboundException {
    if (!server.isThere()) {
      return new Sent(
          false,
          "No mail server is configured. Whoever operates this server sets mail.host.",
          null);
    }
    Session session = Session.getInstance(properties());
    try {
      MimeMessage mail = mail(session, message, recipients(config.getOrDefault("to", "")));
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect(server.host(), server.port(), server.username(), server.password());
        transport.sendMessage(mail, mail.getAllRecipients());
      }
      return new Sent(true, "The mail server took it.", null);
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

  private MimeMessage mail(Session session, Message message, InternetAddress[] to)
      throws MessagingException {
    MimeMessage mail = new StableIdMessage(session, message.id());
    mail.setFrom(new InternetAddress(server.from(), true));
    mail.setRecipients(RecipientType.TO, to);
    mail.setSubject(Texts.oneLine(message.title(), 200), UTF_8.name());
    mail.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(message.atMillis()).atOffset(ZoneOffset.UTC)));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("References", "<" + message.incident() + "@gatehouse>");
    mail.setHeader("X-Priority", message.severity().equals("critical") ? "1" : "3");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(MailText.plain(message), UTF_8.name(), "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(MailText.html(message), UTF_8.name(), "html");
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(plain);
    both.addBodyPart(html);
    mail.setContent(both);
    mail.saveChanges();
    return mail;
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
