// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.SmtpServer;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports from the subscription to the way out, over a mail server that takes them. */
class ReportsIT {

  private static final Pattern WAY_OUT =
      Pattern.compile("List-Unsubscribe:\\s*<(http[^>]*)>", Pattern.CASE_INSENSITIVE);

  @TempDir static Path directory;

  private static SmtpServer smtp;
  private static TestServer server;
  private static int apps;

  /** Each test has an app of its own, by whose name its mails are told from those of others. */
  private String name = "";

  private String base = "";

  @BeforeAll
  static void start() {
    smtp = new SmtpServer();
    server =
        TestServer.start(
            directory, "mail.host=127.0.0.1", "mail.port=" + smtp.port(), "mail.tls=none");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    smtp.close();
  }

  @BeforeEach
  void createApp() {
    name = "Shop " + ++apps;
    base =
        "/apps/"
            + server
                .send(Role.OWNER, "POST", "/apps", "{\"name\":\"" + name + "\"}")
                .json()
                .get("id")
                .asText();
  }

  private List<String> mails() {
    return smtp.mails().stream().filter(mail -> mail.contains("Subject: " + name + ":")).toList();
  }

  /** The server looks by itself as well; whoever is first sends it. */
  private String awaitMail() {
    server.server().watch().reports().sendDue();
    await().atMost(Duration.ofSeconds(20)).until(() -> !mails().isEmpty());
    return mails().get(0);
  }

  @AfterEach
  void setClockBack() {
    server.clock().setAhead(Duration.ZERO);
    smtp.refuse(false);
  }

  private JsonNode subscribe(Role who, String body) {
    Answer answer = server.send(who, "POST", base + "/reports", body);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  private static HttpResponse<byte[]> visit(String url, String method) {
    return server
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .method(
                    method,
                    method.equals("POST")
                        ? BodyPublishers.ofString("List-Unsubscribe=One-Click")
                        : BodyPublishers.noBody())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build())
        .http();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static String wayOut(String mail) {
    Matcher found = WAY_OUT.matcher(mail);
    assertThat(found.find()).as(mail).isTrue();
    return found.group(1);
  }

  @Test
  void report_isSentOnceAWeekAndTheReaderCanLeaveWithoutSigningIn() {
    JsonNode made = subscribe(Role.VIEWER, "{\"every\":\"week\",\"zone\":\"Europe/Berlin\"}");
    assertThat(made.get("email").asText()).isEqualTo("viewer@example.com");
    server.server().watch().reports().sendDue();
    assertThat(mails()).isEmpty();
    server.clock().setAhead(Duration.ofDays(8));
    String mail = awaitMail();
    server.server().watch().reports().sendDue();
    assertThat(mails()).hasSize(1);
    assertThat(mail)
        .contains("To: viewer@example.com")
        .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        .contains("multipart/alternative")
        .contains("text/plain")
        .contains("text/html");

    String wayOut = wayOut(mail);
    HttpResponse<byte[]> looked = visit(wayOut, "GET");
    assertThat(looked.statusCode()).isEqualTo(200);
    assertThat(text(looked)).contains("<form method=post>").doesNotContain("<script");
    assertThat(looked.headers().firstValue("content-security-policy").orElse(""))
        .startsWith("default-src 'none'");
    String path = base + "/reports";
    assertThat(server.get(Role.VIEWER, path).json().at("/items/0/active").asBoolean()).isTrue();

    assertThat(visit(wayOut, "POST").statusCode()).isEqualTo(200);
    assertThat(server.get(Role.VIEWER, path).json().at("/items/0/active").asBoolean()).isFalse();
    assertThat(text(visit(wayOut, "GET"))).contains("You have unsubscribed");
    server.clock().setAhead(Duration.ofDays(16));
    server.server().watch().reports().sendDue();
    assertThat(mails()).hasSize(1);
    assertThat(server.get(Role.OWNER, "/audit?limit=5").json().toString())
        .contains("report.unsubscribe");
  }

  @Test
  void wayOut_thatWasChanged_isNone() {
    String id = subscribe(Role.VIEWER, "{}").get("id").asText();
    server.send(Role.VIEWER, "POST", base + "/reports/" + id + "/send", "{}");
    String wayOut = wayOut(mails().get(0));
    int inside = wayOut.length() - 10;
    String changed =
        wayOut.substring(0, inside)
            + (wayOut.charAt(inside) == 'A' ? 'B' : 'A')
            + wayOut.substring(inside + 1);
    for (String bad : new String[] {changed, server.url() + "/unsubscribe/" + id, wayOut + "x"}) {
      HttpResponse<byte[]> answer = visit(bad, "POST");
      assertThat(answer.statusCode()).isEqualTo(404);
    }
    assertThat(server.get(Role.VIEWER, base + "/reports").json().at("/items/0/active").asBoolean())
        .isTrue();
  }

  @Test
  void mailServerThatRefuses_isTriedAgain() {
    String id = subscribe(Role.VIEWER, "{}").get("id").asText();
    smtp.refuse(true);
    server.clock().setAhead(Duration.ofDays(8));
    server.server().watch().reports().sendDue();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> own().get("answer").asText().contains("did not take it"));
    assertThat(own().get("sentAt").isNull()).isTrue();
    smtp.refuse(false);
    server.clock().setAhead(Duration.ofDays(8).plusMinutes(11));
    assertThat(awaitMail()).contains("To: viewer@example.com");
    assertThat(mails()).hasSize(1);
    assertThat(server.send(Role.VIEWER, "DELETE", base + "/reports/" + id, "").status())
        .isEqualTo(204);
  }

  private JsonNode own() {
    return server.get(Role.VIEWER, base + "/reports").json().at("/items/0");
  }

  @Test
  void others_areOnlySentToByAdmins() {
    Answer refused =
        server.send(Role.EDITOR, "POST", base + "/reports", "{\"email\":\"board@example.com\"}");
    assertThat(refused.status()).isEqualTo(403);
    String id =
        subscribe(Role.ADMIN, "{\"email\":\"board@example.com\",\"every\":\"month\"}")
            .get("id")
            .asText();
    assertThat(server.get(Role.EDITOR, base + "/reports").json().get("items")).isEmpty();
    assertThat(server.get(Role.ADMIN, base + "/reports").json().get("items")).hasSize(1);
    assertThat(server.send(Role.EDITOR, "DELETE", base + "/reports/" + id, "").status())
        .isEqualTo(404);
    Answer twice =
        server.send(
            Role.ADMIN,
            "POST",
            base + "/reports",
            "{\"email\":\"board@example.com\",\"every\":\"month\"}");
    assertThat(twice.status()).isEqualTo(409);
    Answer zone = server.send(Role.VIEWER, "POST", base + "/reports", "{\"zone\":\"Mars\"}");
    assertThat(zone.json().get("field").asText()).isEqualTo("zone");
  }

  @Test
  void report_ofAPeriod_isReadWhereTheReaderIs() {
    JsonNode report =
        server
            .get(Role.VIEWER, base + "/report?every=month&at=2026-02-14&zone=Europe/Berlin")
            .json();
    assertThat(report.get("title").asText()).isEqualTo("February 2026");
    assertThat(report.get("from").asText()).isEqualTo("2026-01-31T23:00:00Z");
    assertThat(report.get("nextAt").asText()).isEqualTo("2026-03-01");
    assertThat(report.get("previous").isNull()).isTrue();
    Answer bad = server.get(Role.VIEWER, base + "/report?at=tomorrow");
    assertThat(bad.json().get("field").asText()).isEqualTo("at");
  }
}
