// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alerting.TestCertificate;
import io.gatehouse.alerting.channel.Mailer.Mail;
import io.gatehouse.alerting.channel.SmtpStandIn.Encryption;
import io.gatehouse.alerting.channel.SmtpStandIn.Trouble;
import io.gatehouse.alerting.outbound.OutboundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail servers that encrypt, that do not, and that are in trouble (F4). */
class MailerTest {

  private static final Mail MAIL =
      new Mail(
          "M1",
          List.of("ops@example.com", "ines@example.com"),
          "Down",
          "plain",
          "<p>html</p>",
          0,
          Map.of());

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private static Path directory;
  private static TestCertificate certificate;
  private static TestCertificate ofAnotherName;

  @BeforeAll
  static void create() throws Exception {
    certificate = TestCertificate.create(directory, "ip:127.0.0.1", 10);
    ofAnotherName = TestCertificate.create(directory, "dns:mail.example.com", 10);
  }

  private static Mailer mailer(int port, String tls, TestCertificate believed) throws Exception {
    SSLSocketFactory factory = believed.client().getSocketFactory();
    return new Mailer(
        new MailServer("127.0.0.1", port, tls, "ann", "s3cret", "gatehouse@example.com"),
        factory,
        PATIENCE);
  }

  private static Mailer plain(int port) {
    return plain(port, PATIENCE);
  }

  private static Mailer plain(int port, Duration patience) {
    return new Mailer(
        new MailServer("127.0.0.1", port, "none", null, null, "gatehouse@example.com"),
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        patience);
  }

  @ParameterizedTest
  @CsvSource({"starttls, STARTTLS", "tls, TLS"})
  void encrypted_takesMailAndPasswordOnlyThen(String tls, Encryption encryption) throws Exception {
    try (SmtpStandIn server = new SmtpStandIn(encryption, certificate.server())) {
      server.require("ann", "s3cret");
      assertThat(mailer(server.port(), tls, certificate).send(MAIL)).isEmpty();

      assertThat(server.mail()).contains("Subject: Down");
      assertThat(server.commands()).contains("AUTH", "MAIL", "DATA");
      assertThat(server.commands().stream().filter(one -> one.startsWith("!")))
          .isSubsetOf("!EHLO", "!STARTTLS");
    }
  }

  @ParameterizedTest
  @CsvSource({"starttls, STARTTLS", "tls, TLS"})
  void certificate_notBelievedOrOfAnotherName_getsNothing(String tls, Encryption encryption)
      throws Exception {
    try (SmtpStandIn unknown = new SmtpStandIn(encryption, certificate.server());
        SmtpStandIn misnamed = new SmtpStandIn(encryption, ofAnotherName.server())) {
      Mailer stranger = mailer(unknown.port(), tls, ofAnotherName);
      Mailer strict = mailer(misnamed.port(), tls, ofAnotherName);

      assertThatThrownBy(() -> stranger.send(MAIL)).isInstanceOf(OutboundException.class);
      assertThatThrownBy(() -> strict.send(MAIL)).isInstanceOf(OutboundException.class);
      assertThat(unknown.mail() + misnamed.mail()).isEmpty();
      assertThat(unknown.commands()).doesNotContain("AUTH", "!AUTH", "MAIL", "!MAIL");
      assertThat(misnamed.commands()).doesNotContain("AUTH", "!AUTH", "MAIL", "!MAIL");
    }
  }

  /** As somebody between would have it. */
  @Test
  void starttls_takenOutOfTheOffer_getsNothing() throws Exception {
    try (SmtpStandIn server = new SmtpStandIn(Encryption.NONE, null)) {
      Mailer mailer = mailer(server.port(), "starttls", certificate);

      assertThatThrownBy(() -> mailer.send(MAIL)).hasMessageContaining("STARTTLS");
      assertThat(server.commands()).isNotEmpty().doesNotContain("!AUTH", "!MAIL");
    }
  }

  @ParameterizedTest
  @CsvSource({"BUSY, 451", "REFUSED, 554", "CUT, did not take it", "SILENT, did not take it"})
  void f4_trouble_isToldAndTheNextMailArrives(Trouble trouble, String told) throws Exception {
    try (SmtpStandIn server = new SmtpStandIn()) {
      server.next(trouble);
      boolean waits = trouble == Trouble.SILENT;
      Mailer mailer = plain(server.port(), waits ? Duration.ofMillis(300) : PATIENCE);

      assertThatThrownBy(() -> mailer.send(MAIL))
          .isInstanceOf(OutboundException.class)
          .hasMessageStartingWith("The mail server 127.0.0.1 did not take it: ")
          .hasMessageContaining(told);
      assertThat(plain(server.port()).send(MAIL)).isEmpty();
      assertThat(server.mail()).contains("Subject: Down");
    }
  }

  @Test
  void f4_away_isTold() {
    int port;
    try (SmtpStandIn server = new SmtpStandIn()) {
      port = server.port();
    }
    assertThatThrownBy(() -> plain(port).send(MAIL))
        .hasMessageStartingWith("The mail server 127.0.0.1 did not take it: ");
  }

  @Test
  void oneMailboxGone_othersGetItAndItIsTold() throws Exception {
    try (SmtpStandIn server = new SmtpStandIn()) {
      server.forget("ines@example.com");

      assertThat(plain(server.port()).send(MAIL)).containsExactly("ines@example.com");
      assertThat(server.mail()).contains("Subject: Down");
      assertThat(server.recipients()).containsExactly("<ops@example.com>");
    }
  }

  @Test
  void allMailboxesGone_isAnError() {
    try (SmtpStandIn server = new SmtpStandIn()) {
      server.forget("example.com");

      assertThatThrownBy(() -> plain(server.port()).send(MAIL))
          .hasMessageContaining("550 no such mailbox");
    }
  }
}
