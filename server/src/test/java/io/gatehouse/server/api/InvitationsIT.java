// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.Browser;
import io.gatehouse.server.MailStandIn;
import io.gatehouse.server.OidcStandIn;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.server.signin.SoftAuthenticator;
import io.gatehouse.server.signin.WebAuthn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an invitation to a member, by e-mail or by hand. */
class InvitationsIT {

  private static final String ORIGIN = "https://gate.example.com";
  private static final String INVITE =
      "{\"email\":\"Nora@example.com\",\"role\":\"editor\",\"seesBodies\":false}";
  private static final String ACCEPT =
      "{\"name\":\"Nora\",\"password\":\"violet tram 9 lanterns\"}";

  @TempDir Path directory;

  private final MailStandIn mail = new MailStandIn();
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            directory,
            "mail.host=127.0.0.1",
            "mail.port=" + mail.port(),
            "mail.tls=none",
            "server.public-url=" + ORIGIN);
  }

  @AfterEach
  void stop() {
    server.close();
    mail.close();
  }

  private Answer invite(String body) {
    return server.send(Role.ADMIN, "POST", "/invitations", body);
  }

  /** The secret in the newest mail. */
  private String secret() {
    String link = mail.last().plain().replaceAll("(?s).*(https://\\S+/invite/\\S+).*", "$1");
    assertThat(link).startsWith(ORIGIN + "/invite/ghn_");
    return link.substring(link.lastIndexOf('/') + 1);
  }

  @Test
  void invited_getMailAndBecomeMembers_once() throws IOException {
    Answer invited = invite(INVITE);
    assertThat(invited.status()).as(invited.json().toString()).isEqualTo(201);
    assertThat(invited.json().get("link").isNull()).as("nobody else sees it").isTrue();
    assertThat(invited.json().at("/invitation/mailedAt").isNull()).isFalse();
    MailStandIn.Taken taken = mail.last();
    assertThat(taken.to()).isEqualTo("nora@example.com");
    assertThat(taken.subject()).isEqualTo("Invitation to Harbour on Gatehouse");
    assertThat(taken.plain()).contains("admin (admin@example.com) invites you", "as an editor");
    assertThat(taken.html()).contains("href=\"" + ORIGIN + "/invite/" + secret() + "\"");
    Browser browser = new Browser(server);
    JsonNode shown = browser.get("/invited/" + secret()).json();
    assertThat(shown.get("email").asText()).isEqualTo("nora@example.com");
    assertThat(shown.get("workspace").asText()).isEqualTo("Harbour");
    assertThat(shown.get("role").asText()).isEqualTo("editor");
    Answer accepted = browser.post("/invited/" + secret(), ACCEPT);
    assertThat(accepted.status()).as(accepted.json().toString()).isEqualTo(201);
    JsonNode user = browser.get("/session").json().get("user");
    assertThat(user.get("name").asText()).isEqualTo("Nora");
    assertThat(user.get("role").asText()).isEqualTo("editor");
    assertThat(user.get("seesBodies").asBoolean()).isFalse();
    assertThat(new Browser(server).post("/invited/" + secret(), ACCEPT).status()).isEqualTo(404);
    assertThat(server.get(Role.ADMIN, "/invitations").json().get("items")).isEmpty();
    assertThat(
            new Browser(server)
                .post(
                    "/session",
                    "{\"email\":\"nora@example.com\",\"password\":\"violet tram 9 lanterns\"}")
                .status())
        .isEqualTo(201);
    String secret = secret();
    server.close();
    assertThat(Files.readString(directory.resolve(Catalog.FILE), StandardCharsets.ISO_8859_1))
        .doesNotContain(secret);
  }

  @Test
  void link_sentAgainRevokedOrOld_isOver() {
    String id = invite(INVITE).json().at("/invitation/id").asText();
    String first = secret();
    assertThat(server.send(Role.ADMIN, "POST", "/invitations/" + id + "/resend", "{}").status())
        .isEqualTo(200);
    String second = secret();
    assertThat(second).isNotEqualTo(first);
    Browser browser = new Browser(server);
    assertThat(browser.get("/invited/" + first).status()).isEqualTo(404);
    assertThat(browser.get("/invited/" + second).status()).isEqualTo(200);
    server.clock().setAhead(Duration.ofDays(7).plusMinutes(1));
    assertThat(browser.get("/invited/" + second).status()).isEqualTo(404);
    assertThat(server.get(Role.ADMIN, "/invitations").json().at("/items/0/expired").asBoolean())
        .isTrue();
    server.send(Role.ADMIN, "POST", "/invitations/" + id + "/resend", "{}");
    String third = secret();
    assertThat(browser.get("/invited/" + third).status()).isEqualTo(200);
    assertThat(server.send(Role.ADMIN, "DELETE", "/invitations/" + id, null).status())
        .isEqualTo(204);
    assertThat(browser.post("/invited/" + third, ACCEPT).status()).isEqualTo(404);
    assertThat(browser.get("/invited/" + third.replaceFirst(".$", "x")).status()).isEqualTo(404);
  }

  @Test
  void mailThatIsNotTaken_isSaid_andTheLinkIsThere() {
    mail.refuse(true);
    JsonNode sent = invite(INVITE).json();
    assertThat(sent.at("/invitation/mailProblem").asText()).contains("try later");
    String link = sent.get("link").asText();
    assertThat(new Browser(server).get("/invited/" + link.replaceFirst(".*/", "")).status())
        .isEqualTo(200);
    mail.refuse(false);
    String id = sent.at("/invitation/id").asText();
    JsonNode again = server.send(Role.ADMIN, "POST", "/invitations/" + id + "/resend", "{}").json();
    assertThat(again.at("/invitation/mailProblem").asText()).isEmpty();
    assertThat(again.get("link").isNull()).isTrue();
  }

  @Test
  void withoutAMailServer_thereIsALink() {
    server.close();
    server = TestServer.start(directory.resolve("other"));
    assertThat(server.get(Role.ADMIN, "/invitations").json().get("mail").asBoolean()).isFalse();
    JsonNode sent = invite(INVITE).json();
    assertThat(sent.get("link").asText()).startsWith(server.url() + "/invite/ghn_");
    assertThat(mail.count()).isZero();
  }

  @Test
  void invitation_toAMemberTwiceOrAboveOnesRole_isRefused() {
    assertThat(invite("{\"email\":\"editor@example.com\",\"role\":\"viewer\"}").status())
        .isEqualTo(409);
    assertThat(invite(INVITE).status()).isEqualTo(201);
    assertThat(invite(INVITE).status()).isEqualTo(409);
    assertThat(invite("{\"email\":\"x@example.com\",\"role\":\"owner\"}").status()).isEqualTo(403);
    assertThat(invite("{\"email\":\"x@example.com\",\"role\":\"boss\"}").status()).isEqualTo(422);
    assertThat(invite("{\"email\":\"x\",\"role\":\"viewer\"}").json().get("field").asText())
        .isEqualTo("email");
    String id =
        server
            .send(
                Role.OWNER,
                "POST",
                "/invitations",
                "{\"email\":\"boss@example.com\",\"role\":\"owner\"}")
            .json()
            .at("/invitation/id")
            .asText();
    assertThat(server.send(Role.ADMIN, "POST", "/invitations/" + id + "/resend", "{}").status())
        .isEqualTo(403);
    server.send(
        Role.ADMIN,
        "POST",
        "/members",
        "{\"name\":\"N\",\"email\":\"nora@example.com\",\"role\":\"viewer\",\"password\":"
            + "\"violet tram 9 lanterns\"}");
    mail.refuse(true);
    String nora =
        server.get(Role.ADMIN, "/invitations").json().get("items").findValuesAsText("id").get(1);
    String link =
        server
            .send(Role.ADMIN, "POST", "/invitations/" + nora + "/resend", "{}")
            .json()
            .get("link")
            .asText();
    assertThat(
            new Browser(server).post("/invited/" + link.replaceFirst(".*/", ""), ACCEPT).status())
        .as("somebody has the e-mail meanwhile")
        .isEqualTo(409);
  }

  @Test
  void weakPassword_isRefused_andTheInvitationStays() {
    invite(INVITE);
    Browser browser = new Browser(server);
    assertThat(
            browser
                .post("/invited/" + secret(), "{\"name\":\"N\",\"password\":\"password1234\"}")
                .json()
                .get("field")
                .asText())
        .isEqualTo("password");
    assertThat(browser.post("/invited/" + secret(), ACCEPT).status()).isEqualTo(201);
  }

  @Test
  void names_thatAreMarkup_stayText() {
    Catalog catalog = server.server().catalog();
    var admin = catalog.members().byEmail("admin@example.com").orElseThrow();
    catalog
        .members()
        .update(
            new io.gatehouse.catalog.Member(
                admin.id(),
                admin.workspaceId(),
                "<a href=x>\u202eEve</a>",
                admin.email(),
                null,
                Role.ADMIN,
                true,
                false,
                "system",
                "comfortable",
                "",
                "",
                true,
                0,
                null));
    invite(INVITE);
    assertThat(mail.last().html()).contains("&lt;a href=x&gt;").doesNotContain("<a href=x>");
    assertThat(mail.last().plain()).doesNotContain("\u202e");
  }

  @Test
  void invited_withAPasskey_haveNoPassword() {
    invite(INVITE);
    Browser browser = new Browser(server);
    JsonNode options =
        browser.post("/invited/" + secret() + "/passkey-options", "{\"name\":\"Nora\"}").json();
    SoftAuthenticator device = new SoftAuthenticator(-7, ORIGIN, "gate.example.com");
    WebAuthn.Made made = device.make(options.get("challenge").asText());
    ObjectNode passkey =
        TestServer.JSON
            .createObjectNode()
            .put("ticket", options.get("ticket").asText())
            .put("name", "Laptop")
            .put("id", made.credential())
            .put("clientData", made.clientData())
            .put("authenticatorData", made.authenticatorData())
            .put("publicKey", made.publicKey())
            .put("algorithm", made.algorithm());
    ObjectNode body = TestServer.JSON.createObjectNode().put("name", "Nora");
    body.set("passkey", passkey);
    Answer accepted = browser.post("/invited/" + secret(), body.toString());
    assertThat(accepted.status()).as(accepted.json().toString()).isEqualTo(201);
    assertThat(accepted.json().get("recoveryCodes")).hasSize(10);
    assertThat(browser.get("/profile/factors").json().get("password").asBoolean()).isFalse();
    assertThat(browser.get("/profile/factors").json().get("passkeys")).hasSize(1);
    assertThat(options.at("/user/id").asText())
        .isEqualTo(
            java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                    browser
                        .get("/session")
                        .json()
                        .at("/user/id")
                        .asText()
                        .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void invited_byAProvider_areConnected_whateverTheirEmailThere() throws Exception {
    server.close();
    try (OidcStandIn provider = new OidcStandIn(Clock.systemUTC())) {
      server =
          TestServer.start(
              directory.resolve("other"), "outbound.allow=127.0.0.1:" + provider.port());
      server.send(
          Role.ADMIN,
          "POST",
          "/sign-in-providers",
          """
          {"id":"acme","name":"Acme","issuer":"%s","clientId":"%s","clientSecret":"%s"}\
          """
              .formatted(provider.issuer(), OidcStandIn.CLIENT, OidcStandIn.SECRET));
      String secret = invite(INVITE).json().get("link").asText().replaceFirst(".*/", "");
      Browser browser = new Browser(server);
      String url =
          browser
              .post("/session/providers/acme", "{\"invitation\":\"" + secret + "\"}")
              .json()
              .get("url")
              .asText();
      String callback =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .headers()
              .firstValue("location")
              .orElseThrow();
      String path = callback.replace(server.url() + "/api/v1", "");
      assertThat(browser.get(path).status()).isEqualTo(303);
      JsonNode user = browser.get("/session").json().get("user");
      assertThat(user.get("email").asText()).isEqualTo("nora@example.com");
      assertThat(user.get("role").asText()).isEqualTo("editor");
      assertThat(browser.get("/profile/identities").json().get("items")).hasSize(1);
      assertThat(browser.get("/invited/" + secret).status()).isEqualTo(404);
    }
  }
}
