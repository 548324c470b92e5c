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
import io.gatehouse.server.signin.Totp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authenticator apps and recovery codes, from the profile to the sign-in. */
class FactorsIT {

  private static final String PASSWORD = "violet tram 9 lanterns";
  private static final String EMAIL = "editor@example.com";

  @TempDir Path directory;

  private TestServer server;
  private Member member;
  private Totp app;
  private List<String> recovery;

  @BeforeEach
  void start() {
    server = TestServer.start(directory);
    Catalog catalog = server.server().catalog();
    member = catalog.members().byEmail(EMAIL).orElseThrow();
    catalog.members().setPasswordHash(member.id(), new Passwords().hash(PASSWORD));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Sets an app up and lets its code's step pass. */
  private Browser withApp() {
    Browser browser = new Browser(server);
    assertThat(password(browser, PASSWORD).status()).isEqualTo(201);
    JsonNode prepared = browser.post("/profile/totp", null).json();
    app = Totp.of(prepared.get("secret").asText());
    assertThat(prepared.get("uri").asText()).startsWith("otpauth://totp/Gatehouse%20Harbour:");
    Answer confirmed = browser.post("/profile/totp/confirm", code(0));
    assertThat(confirmed.status()).isEqualTo(201);
    recovery = new ArrayList<>();
    confirmed.json().get("recoveryCodes").forEach(code -> recovery.add(code.asText()));
    assertThat(recovery).hasSize(10);
    server.clock().setAhead(Duration.ofMinutes(2));
    return browser;
  }

  private static Answer password(Browser browser, String password) {
    return browser.post(
        "/session", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(EMAIL, password));
  }

  private String codeText(int stepsOff) {
    return app.code(Totp.stepAt(server.clock().millis()) + stepsOff);
  }

  private String code(int stepsOff) {
    return "{\"code\":\"" + codeText(stepsOff) + "\"}";
  }

  private static String second(Answer step, String code) {
    return "{\"ticket\":\"%s\",\"code\":\"%s\"}"
        .formatted(step.json().get("ticket").asText(), code);
  }

  @Test
  void signIn_withAnApp_takesTwoSteps() {
    withApp();
    Browser browser = new Browser(server);
    Answer step = password(browser, PASSWORD);
    assertThat(step.status()).isEqualTo(202);
    assertThat(step.json().get("methods").toString()).isEqualTo("[\"code\",\"recovery\"]");
    assertThat(browser.cookies()).isEmpty();
    String code = codeText(0);
    Answer in = browser.post("/session/second-factor", second(step, code));
    assertThat(in.status()).isEqualTo(201);
    assertThat(browser.isIn()).isTrue();
    assertThat(browser.get("/sessions").json().at("/items/0/method").asText())
        .isEqualTo("password+code");
    Answer again = browser.post("/session/second-factor", second(step, code));
    assertThat(again.json().get("code").asText()).isEqualTo("sign-in-again");
  }

  @Test
  void code_ofOneStep_letsOnlyOneIn() {
    withApp();
    String code = codeText(0);
    Browser first = new Browser(server);
    Browser second = new Browser(server);
    Answer firstStep = password(first, PASSWORD);
    Answer secondStep = password(second, PASSWORD);
    assertThat(first.post("/session/second-factor", second(firstStep, code)).status())
        .isEqualTo(201);
    Answer refused = second.post("/session/second-factor", second(secondStep, code));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(second.isIn()).isFalse();
    String earlier = codeText(-1);
    assertThat(second.post("/session/second-factor", second(secondStep, earlier)).status())
        .isEqualTo(401);
    String next = codeText(1);
    assertThat(second.post("/session/second-factor", second(secondStep, next)).status())
        .isEqualTo(201);
  }

  @Test
  void recoveryCode_letsInOnce() {
    withApp();
    Browser browser = new Browser(server);
    assertThat(
            browser
                .post(
                    "/session/second-factor", second(password(browser, PASSWORD), recovery.get(3)))
                .status())
        .isEqualTo(201);
    assertThat(browser.get("/profile/factors").json().get("recoveryCodesLeft").asInt())
        .isEqualTo(9);
    Browser other = new Browser(server);
    assertThat(
            other
                .post("/session/second-factor", second(password(other, PASSWORD), recovery.get(3)))
                .status())
        .isEqualTo(401);
    JsonNode fresh = browser.post("/profile/recovery-codes", null).json().get("recoveryCodes");
    assertThat(fresh).hasSize(10);
    assertThat(
            other
                .post("/session/second-factor", second(password(other, PASSWORD), recovery.get(4)))
                .status())
        .isEqualTo(401);
  }

  @Test
  void wrongCodes_endTheStepAndSlowDown_whateverPasswordIsTypedBetween() {
    withApp();
    Browser thief = new Browser(server);
    Answer step = password(thief, PASSWORD);
    for (int i = 0; i < 5; i++) {
      assertThat(thief.post("/session/second-factor", second(step, "00000" + i)).status())
          .isEqualTo(401);
    }
    assertThat(
            thief
                .post("/session/second-factor", second(step, codeText(0)))
                .json()
                .get("code")
                .asText())
        .isEqualTo("sign-in-again");
    Answer anew = password(thief, PASSWORD);
    assertThat(anew.status()).isEqualTo(202);
    Answer slow = thief.post("/session/second-factor", second(anew, codeText(0)));
    assertThat(slow.status()).isEqualTo(429);
    assertThat(slow.http().headers().firstValue("retry-after")).isPresent();
    server.clock().setAhead(Duration.ofMinutes(3));
    assertThat(thief.post("/session/second-factor", second(anew, codeText(0))).status())
        .isEqualTo(201);
    assertThat(server.get(Role.ADMIN, "/audit?search=session.refused").json().get("items"))
        .hasSize(5);
  }

  @Test
  void step_afterFiveMinutes_isOver() {
    withApp();
    Browser browser = new Browser(server);
    Answer step = password(browser, PASSWORD);
    server.clock().setAhead(Duration.ofMinutes(8));
    assertThat(
            browser
                .post("/session/second-factor", second(step, codeText(0)))
                .json()
                .get("code")
                .asText())
        .isEqualTo("sign-in-again");
  }

  @Test
  void app_addedOrRemoved_endsTheOtherSessions() {
    Browser before = new Browser(server);
    password(before, PASSWORD);
    Browser browser = withApp();
    assertThat(before.isIn()).isFalse();
    assertThat(browser.isIn()).isTrue();
    Browser other = new Browser(server);
    other.post("/session/second-factor", second(password(other, PASSWORD), codeText(0)));
    assertThat(browser.send("DELETE", "/profile/totp", null).status()).isEqualTo(204);
    assertThat(other.isIn()).isFalse();
    assertThat(browser.get("/profile/factors").json().get("recoveryCodesLeft").asInt()).isZero();
    assertThat(password(new Browser(server), PASSWORD).status()).isEqualTo(201);
  }

  @Test
  void app_withAWrongCode_doesNotCount() {
    Browser browser = new Browser(server);
    password(browser, PASSWORD);
    app = Totp.of(browser.post("/profile/totp", null).json().get("secret").asText());
    Answer wrong = browser.post("/profile/totp/confirm", code(-5));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().get("field").asText()).isEqualTo("code");
    assertThat(browser.get("/profile/factors").json().get("totp").isNull()).isTrue();
    assertThat(password(new Browser(server), PASSWORD).status()).isEqualTo(201);
  }

  @Test
  void admin_resetsWhatAMemberLost_butNotOfOwnersNorTheirOwn() {
    Browser browser = withApp();
    Browser admin = Browser.signedIn(server, Role.ADMIN);
    String path = "/members/" + member.id() + "/factors";
    assertThat(Browser.signedIn(server, Role.EDITOR).send("DELETE", path, null).status())
        .isEqualTo(403);
    assertThat(admin.send("DELETE", path, null).status()).isEqualTo(204);
    assertThat(browser.isIn()).isFalse();
    assertThat(password(new Browser(server), PASSWORD).status()).isEqualTo(201);
    String owner = id("owner@example.com");
    assertThat(admin.send("DELETE", "/members/" + owner + "/factors", null).status())
        .isEqualTo(403);
    String own = id("admin@example.com");
    assertThat(admin.send("DELETE", "/members/" + own + "/factors", null).status()).isEqualTo(409);
  }

  private String id(String email) {
    return server.server().catalog().members().byEmail(email).orElseThrow().id();
  }

  @Test
  void secrets_areInNoFile() throws IOException {
    withApp();
    String secret = app.secretText();
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(
              file -> {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(text).doesNotContain(secret);
                assertThat(recovery).noneMatch(text::contains);
              });
    }
  }
}
