// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import io.gatehouse.alerting.channel.Mailer.Mail;
import io.gatehouse.catalog.Invitations.Invitation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The e-mail that invites somebody. Names are foreign text: escaped, on one line, never links. */
public final class InvitationMail {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

  private InvitationMail() {}

  /**
   * @param link that makes a member of whoever has it
   */
  public static Mail of(Invitation invitation, String workspace, String link, long nowMillis) {
    String by = oneLine(invitation.invitedBy());
    String where = oneLine(workspace);
    String until =
        DAY.format(Instant.ofEpochMilli(invitation.expiresAt()).atOffset(ZoneOffset.UTC));
    String first =
        by + " invites you to the workspace " + where + " on Gatehouse, as " + role(invitation);
    String last =
        "The link works once, until "
            + until
            + ". Whoever has it can take your place: do not pass it on. If you expected no"
            + " invitation, do nothing.";
    String plain = first + ".\r\n\r\nTake the invitation:\r\n" + link + "\r\n\r\n" + last + "\r\n";
    String html =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Invitation</title>"
            + "</head><body style=\"margin:0;background:#f6f7f9;padding:24px;font-family:"
            + "-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;color:#171a21\"><div"
            + " style=\"max-width:560px;margin:0 auto;background:#ffffff;border:1px solid #e4e7ec;"
            + "border-top:4px solid #0f766e;border-radius:8px;padding:24px\"><h1"
            + " style=\"margin:0 0 12px;font-size:18px\">You are invited</h1><p"
            + " style=\"margin:0 0 18px;font-size:14px;line-height:1.5\">"
            + escaped(first)
            + ".</p><p style=\"margin:0 0 18px\"><a style=\"display:inline-block;"
            + "background:#0f766e;color:#ffffff;text-decoration:none;padding:9px 16px;"
            + "border-radius:6px;font-size:14px\" href=\""
            + escaped(link)
            + "\">Take the invitation</a></p><p style=\"margin:0;font-size:12px;line-height:1.5;"
            + "color:#4f5868\">"
            + escaped(last)
            + "</p></div></body></html>";
    return new Mail(
        UUID.randomUUID().toString(),
        List.of(invitation.email()),
        "Invitation to " + where + " on Gatehouse",
        plain,
        html,
        nowMillis,
        Map.of());
  }

  private static String role(Invitation invitation) {
    return switch (invitation.role()) {
      case OWNER -> "an owner";
      case ADMIN -> "an admin";
      case EDITOR -> "an editor";
      case VIEWER -> "a viewer";
    };
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ").strip();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
