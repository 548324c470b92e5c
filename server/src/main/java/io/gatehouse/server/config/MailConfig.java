// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import io.gatehouse.alerting.channel.MailServer;
import java.util.List;

/**
 * The mail server that e-mails go through.
 *
 * @param server without a host there is none
 */
public record MailConfig(MailServer server) {

  public static MailConfig from(Settings settings) {
    String host =
        settings.text("mail.host", "", "Mail server that e-mails go through; empty = none.");
    int port = settings.integer("mail.port", 587, 1, 65_535, "Its port.");
    String tls =
        settings.text(
            "mail.tls", "starttls", "How to it: starttls (has to be offered), tls, or none.");
    if (!List.of("starttls", "tls", "none").contains(tls)) {
      throw new SettingsException(
          "The setting mail.tls is \"" + tls + "\", but must be starttls, tls or none.");
    }
    String username =
        settings.text("mail.username", "", "Who signs in there; empty = nobody needs to.");
    String password = settings.text("mail.password", "", "The password of mail.username.");
    String from =
        settings.text("mail.from", "gatehouse@localhost", "Address of the sender of e-mails.");
    return new MailConfig(
        new MailServer(
            host,
            port,
            tls,
            username.isEmpty() ? null : username,
            password.isEmpty() ? null : password,
            from));
  }
}
