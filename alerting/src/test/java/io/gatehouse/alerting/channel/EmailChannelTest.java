// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alerting.InvalidSpecException;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailChannelTest extends ChannelContract {

  private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>");

  private final SmtpStandIn server = new SmtpStandIn();

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  Channel channel() {
    return new EmailChannel(
        new Mailer(
            new MailServer(
                "127.0.0.1", server.port(), "none", null, null, "gatehouse@example.com")));
  }

  @Override
  Map<String, String> config() {
    return Map.of("to", "ops@example.com, Ines Marek <ines@example.com>");
  }

  @Override
  void refuse() {
    server.next(SmtpStandIn.Trouble.BUSY);
  }

  private MimeMessage mail() {
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(server.mail().getBytes(UTF_8)));
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private String part(int index) {
    try {
      BodyPart part = ((MimeMultipart) mail().getContent()).getBodyPart(index);
      return (String) part.getContent();
    } catch (MessagingException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  String shown() {
    try {
      return mail().getSubject() + "\n" + part(0);
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  String raw() {
    return part(0) + part(1);
  }

  @Override
  void assertHarmless(String payload) {
    String html = part(1);
    assertThat(TAG.matcher(html).results().map(tag -> tag.group(2)).distinct())
        .isSubsetOf("html", "head", "meta", "title", "body", "div", "p", "h1", "a", "span", "br");
    assertThat(Pattern.compile("<a [^>]*href=\"([^\"]*)\"").matcher(html).results())
        .allMatch(link -> link.group(1).replace("&amp;", "&").equals(LINK));
    try {
      assertThat(mail().getHeader("Bcc")).isNull();
      assertThat(mail().getSubject()).doesNotContain("\n", "\r");
      assertThat(mail().getAllRecipients()).hasSize(2);
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
    assertThat(server.recipients()).containsExactly("<ops@example.com>", "<ines@example.com>");
  }

  @Test
  void a1_sentAgain_hasTheSameMessageId() throws MessagingException {
    Message message = message(Message.State.FIRING, "x", item("firing", "x", "y"));
    send(message);
    String id = mail().getMessageID();
    send(message);
    assertThat(mail().getMessageID()).isEqualTo(id).isEqualTo("<" + message.id() + "@gatehouse>");
  }

  @Test
  void mail_isTextAndHtml() throws Exception {
    send(message(Message.State.FIRING, "Ünïcode 😀", item("firing", "Rule", "Fünf")));
    MimeMultipart both = (MimeMultipart) mail().getContent();
    assertThat(both.getContentType()).startsWith("multipart/alternative");
    assertThat(both.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(both.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(mail().getSubject()).isEqualTo("Ünïcode 😀");
    assertThat(part(0)).contains("Fünf");
    assertThat(part(1)).contains("Fünf").doesNotContain("src=", "http://", "url(");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "a@",
        "@b",
        "a@b.c, nobody",
        "a@b.c\nBcc: x@y.z",
        "a b@c.d e",
        "group: a@b.c;",
        "<>"
      })
  void recipient_thatIsNone_isNamed(String to) {
    assertThatThrownBy(() -> channel().check(Map.of("to", to)))
        .isInstanceOfSatisfying(
            InvalidSpecException.class, e -> assertThat(e.field()).isEqualTo("to"));
  }

  @Test
  void withoutAMailServer_theSettingIsNamed() throws Exception {
    Channel none =
        new EmailChannel(new Mailer(new MailServer("", 587, "starttls", null, null, "a@b.c")));
    assertThat(
            none.send(message(Message.State.FIRING, "x", item("firing", "x", "y")), config())
                .answer())
        .contains("mail.host");
  }

  /** A server that offers no encryption gets no mail in the clear when it was asked for. */
  @Test
  void starttls_notOffered_isRefused() {
    Channel strict =
        new EmailChannel(
            new Mailer(
                new MailServer(
                    "127.0.0.1", server.port(), "starttls", null, null, "a@example.com")));
    assertThatThrownBy(
            () ->
                strict.send(message(Message.State.FIRING, "x", item("firing", "x", "y")), config()))
        .hasMessageContaining("STARTTLS");
    assertThat(server.mail()).isEmpty();
  }
}
