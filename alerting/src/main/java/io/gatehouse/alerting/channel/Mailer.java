// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.OutboundException.Kind;
import io.gatehouse.alerting.outbound.Texts;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends e-mails over the mail server of the operator, as text and as HTML. Thread-safe. */
public final class Mailer {

  private static final Logger log = LoggerFactory.getLogger(Mailer.class);

  private final MailServer server;
  private final SSLSocketFactory tls;
  private final Duration patience;

  /** One that believes the authorities the Java runtime believes. */
  public Mailer(MailServer server) {
    this(server, (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(10));
  }

  /**
   * @param patience how long one answer of the server may take
   */
  Mailer(MailServer server, SSLSocketFactory tls, Duration patience) {
    this.server = server;
    this.tls = tls;
    this.patience = patience;
  }

  /**
   * An e-mail.
   *
   * @param id stays the same when it is sent again, so that a second delivery can be told
   * @param to addresses of mailboxes
   * @param subject one line
   * @param html loads nothing from elsewhere
   * @param headers beside the usual ones
   */
  public record Mail(
      String id,
      List<String> to,
      String subject,
      String plain,
      String html,
      long atMillis,
      Map<String, String> headers) {
    public Mail {
      to = List.copyOf(to);
      headers = Map.copyOf(headers);
    }
  }

  /** Whether there is a mail server. */
  public boolean isThere() {
    return server.isThere();
  }

  /**
   * Gives an e-mail to the mail server. Once it has taken it for anybody it is not sent again: who
   * got it would get it over and over because of one address that is gone.
   *
   * @return addresses that it took it not for
   * @throws OutboundException when it took it for nobody
   */
  public List<String> send(Mail mail) throws OutboundException {
    Session session = Session.getInstance(properties());
    try {
      MimeMessage message = message(session, mail);
      Transport transport = session.getTransport("smtp");
      try {
        transport.connect(server.host(), server.port(), server.username(), server.password());
        transport.sendMessage(message, message.getAllRecipients());
      } finally {
        close(transport);
      }
      return List.of();
    } catch (SendFailedException e) {
      Address[] sent = e.getValidSentAddresses();
      if (sent == null || sent.length == 0) {
        throw notTaken(e);
      }
      Set<String> taken = new HashSet<>();
      for (Address one : sent) {
        taken.add(((InternetAddress) one).getAddress());
      }
      return mail.to().stream().filter(to -> !taken.contains(to)).toList();
    } catch (MessagingException e) {
      throw notTaken(e);
    }
  }

  /** The e-mail is on its way by then: what goes wrong now must not have it sent again. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      log.debug("the connection to the mail server did not end well", e);
    }
  }

  private OutboundException notTaken(MessagingException e) {
    Exception reason = e.getNextException() instanceof MessagingException next ? next : e;
    return new OutboundException(
        Kind.CONNECT,
        "The mail server "
            + server.host()
            + " did not take it: "
            + Texts.oneLine(String.valueOf(reason.getMessage()), 200),
        e);
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
    properties.put("mail.smtp.ssl.socketFactory", tls);
    properties.setProperty("mail.smtp.sendpartial", "true");
    properties.setProperty("mail.smtp.connectiontimeout", "5000");
    String millis = Long.toString(patience.toMillis());
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.localhost", "gatehouse");
    return properties;
  }

  private MimeMessage message(Session session, Mail mail) throws MessagingException {
    MimeMessage message = new StableIdMessage(session, mail.id());
    message.setFrom(new InternetAddress(server.from(), true));
    message.setRecipients(RecipientType.TO, addresses(mail.to()));
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

  private static InternetAddress[] addresses(List<String> to) throws AddressException {
    InternetAddress[] addresses = new InternetAddress[to.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = new InternetAddress(to.get(i), true);
    }
    return addresses;
  }

  /** Keeps the id of the message. */
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
