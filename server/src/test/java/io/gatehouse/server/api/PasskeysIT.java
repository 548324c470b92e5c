// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Passwords;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.Browser;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.server.signin.SoftAuthenticator;
import io.gatehouse.server.signin.WebAuthn;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passkeys over REST; what of them may not hold is in {@code WebAuthnTest}. */
class PasskeysIT {

  private static final String ORIGIN = "https://gate.example.com";

  @TempDir Path directory;

  private TestServer server;
  private SoftAuthenticator device;

  @BeforeEach
  void start() {
    server = TestServer.start(directory, "server.public-url=" + ORIGIN);
    device = new SoftAuthenticator(-7, ORIGIN, "gate.example.com");
    device.userHandle = member(Role.EDITOR).id();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Member member(Role role) {
    return server.server().catalog().members().byEmail(role.text() + "@example.com").orElseThrow();
  }

  private Answer add(Browser browser, SoftAuthenticator made) {
    JsonNode options = browser.post("/profile/passkeys/options", null).json();
    return browser.post("/profile/passkeys", registration(options, made));
  }

  private static String registration(JsonNode options, SoftAuthenticator made) {
    WebAuthn.Made passkey = made.make(options.get("challenge").asText());
    return TestServer.JSON
        .createObjectNode()
        .put("ticket", options.get("ticket").asText())
        .put("name", "Laptop")
        .put("id", passkey.credential())
        .put("clientData", passkey.clientData())
        .put("authenticatorData", passkey.authenticatorData())
        .put("publicKey", passkey.publicKey())
        .put("algorithm", passkey.algorithm())
        .toString();
  }

  private static String answer(JsonNode question, SoftAuthenticator by) {
    WebAuthn.Signed signed = by.sign(question.get("challenge").asText());
    return TestServer.JSON
        .createObjectNode()
        .put("ticket", question.get("ticket").asText())
        .put("id", signed.credential())
        .put("clientData", signed.clientData())
        .put("authenticatorData", signed.authenticatorData())
        .put("signature", signed.signature())
        .put("userHandle", signed.userHandle())
        .toString();
  }

  private Answer signIn(Browser browser) {
    return browser.post(
        "/session/passkey", answer(browser.post("/session/passkey/options", null).json(), device));
  }

  @Test
  void passkey_addedInTheProfile_signsIn() {
    Browser profile = Browser.signedIn(server, Role.EDITOR);
    Browser other = Browser.signedIn(server, Role.EDITOR);
    JsonNode options = profile.post("/profile/passkeys/options", null).json();
    assertThat(options.at("/rp/id").asText()).isEqualTo("gate.example.com");
    assertThat(options.at("/user/name").asText()).isEqualTo("editor@example.com");
    Answer added = profile.post("/profile/passkeys", registration(options, device));
    assertThat(added.status()).as(added.json().toString()).isEqualTo(201);
    assertThat(added.json().get("recoveryCodes")).hasSize(10);
    assertThat(other.isIn()).isFalse();
    Browser browser = new Browser(server);
    Answer in = signIn(browser);
    assertThat(in.status()).as(in.json().toString()).isEqualTo(201);
    assertThat(in.json().at("/user/email").asText()).isEqualTo("editor@example.com");
    assertThat(browser.get("/sessions").json().at("/items/0/method").asText()).isEqualTo("passkey");
    JsonNode listed = browser.get("/profile/factors").json().at("/passkeys/0");
    assertThat(listed.get("name").asText()).isEqualTo("Laptop");
    assertThat(listed.get("lastUsedAt").isNull()).isFalse();
    assertThat(options.get("exclude")).isEmpty();
    assertThat(profile.post("/profile/passkeys/options", null).json().get("exclude")).hasSize(1);
  }

  @Test
  void challenge_worksOnceAndForFiveMinutes_andForItsPurpose() {
    Browser profile = Browser.signedIn(server, Role.EDITOR);
    JsonNode options = profile.post("/profile/passkeys/options", null).json();
    String made = registration(options, device);
    assertThat(profile.post("/profile/passkeys", made).status()).isEqualTo(201);
    assertThat(profile.post("/profile/passkeys", made).status()).isEqualTo(422);
    Browser browser = new Browser(server);
    JsonNode question = browser.post("/session/passkey/options", null).json();
    String signed = answer(question, device);
    assertThat(browser.post("/session/passkey", signed).status()).isEqualTo(201);
    assertThat(browser.post("/session/passkey", signed).status()).isEqualTo(422);
    JsonNode late = browser.post("/session/passkey/options", null).json();
    JsonNode creation = profile.post("/profile/passkeys/options", null).json();
    assertThat(browser.post("/session/passkey", answer(creation, device)).status()).isEqualTo(422);
    server.clock().setAhead(Duration.ofMinutes(6));
    assertThat(browser.post("/session/passkey", answer(late, device)).status()).isEqualTo(422);
  }

  @Test
  void passkey_unknownRemovedOrOfADisabledMember_isRefused() {
    Browser browser = new Browser(server);
    assertThat(signIn(browser).status()).isEqualTo(401);
    Browser profile = Browser.signedIn(server, Role.EDITOR);
    String id = add(profile, device).json().at("/passkey/id").asText();
    device.userHandle = "";
    assertThat(signIn(browser).status()).isEqualTo(401);
    device.userHandle = member(Role.EDITOR).id();
    server.send(Role.ADMIN, "PATCH", "/members/" + device.userHandle, "{\"disabled\":true}");
    assertThat(signIn(browser).status()).isEqualTo(401);
    server.send(Role.ADMIN, "PATCH", "/members/" + device.userHandle, "{\"disabled\":false}");
    assertThat(signIn(browser).status()).isEqualTo(201);
    assertThat(browser.send("DELETE", "/profile/passkeys/" + id, null).status()).isEqualTo(204);
    assertThat(signIn(new Browser(server)).status()).isEqualTo(401);
    assertThat(browser.get("/profile/factors").json().get("recoveryCodesLeft").asInt()).isZero();
  }

  @Test
  void counter_thatFallsBack_isRefused() {
    Browser profile = Browser.signedIn(server, Role.EDITOR);
    device.counter = 3;
    add(profile, device);
    device.counter = 4;
    assertThat(signIn(new Browser(server)).status()).isEqualTo(201);
    Answer copy = signIn(new Browser(server));
    assertThat(copy.status()).isEqualTo(401);
    assertThat(copy.json().get("detail").asText()).contains("a copy of it");
  }

  @Test
  void memberWithAPasskey_isAskedForItAfterThePassword_andProvesWithIt() {
    Catalog catalog = server.server().catalog();
    Member editor = member(Role.EDITOR);
    catalog.members().setPasswordHash(editor.id(), new Passwords().hash("violet tram 9"));
    Browser profile = Browser.signedIn(server, Role.EDITOR);
    add(profile, device);
    Answer step =
        new Browser(server)
            .post("/session", "{\"email\":\"editor@example.com\",\"password\":\"violet tram 9\"}");
    assertThat(step.status()).isEqualTo(202);
    assertThat(step.json().get("methods").toString()).isEqualTo("[\"passkey\",\"recovery\"]");
    server.clock().setAhead(Duration.ofMinutes(6));
    assertThat(profile.post("/tokens", "{\"name\":\"t\"}").status()).isEqualTo(403);
    JsonNode question = profile.post("/session/proof/options", null).json();
    assertThat(question.get("allow")).hasSize(1);
    String proof = "{\"passkey\":" + answer(question, device) + "}";
    Browser stranger = Browser.signedIn(server, Role.ADMIN);
    assertThat(stranger.post("/session/proof", proof).status()).isEqualTo(422);
    question = profile.post("/session/proof/options", null).json();
    assertThat(
            profile
                .post("/session/proof", "{\"passkey\":" + answer(question, device) + "}")
                .status())
        .isEqualTo(200);
    assertThat(profile.post("/tokens", "{\"name\":\"t\"}").status()).isEqualTo(201);
  }

  @Test
  void host_thatIsANumber_hasNoPasskeys() {
    server.close();
    server = TestServer.start(directory.resolve("other"));
    Answer refused = Browser.signedIn(server, Role.EDITOR).post("/profile/passkeys/options", null);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains("server.public-url");
  }
}
