// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.channel.Mailer.Mail;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.Texts;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** E-mail over the mail server of the operator, as text and as HTML. */
public final class EmailChannel implements Channel {

  private static final int MAX_RECIPIENTS = 20;

  private final Mailer mailer;

  public EmailChannel(Mailer mailer) {
    this.mailer = mailer;
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
    if (!mailer.isThere()) {
      return new Sent(
          false,
          "No mail server is configured. Whoever operates this server sets mail.host.",
          null);
    }
    InternetAddress[] to = recipients(config.getOrDefault("to", ""));
    List<String> refused =
        mailer.send(
            new Mail(
                message.id(),
                Stream.of(to).map(InternetAddress::getAddress).toList(),
                message.title(),
                MailText.plain(message),
                MailText.html(message),
                message.atMillis(),
                Map.of(
                    "References",
                    "<" + message.incident() + "@gatehouse>",
                    "X-Priority",
                    message.severity().equals("critical") ? "1" : "3")));
    String answer =
        refused.isEmpty()
            ? "The mail server took it."
            : "The mail server took it, but not for " + String.join(", ", refused) + ".";
    return new Sent(true, Texts.oneLine(answer, 300), null);
  }
}
