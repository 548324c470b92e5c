// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First run, sign-in, sessions, and changes that another site tries to make. */
class SignInIT {

  private static final String PASSWORD = "violet tram 9 lanterns";

  @TempDir Path directory;

  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer setUp(String token) {
    return server.call(
        "POST",
        "/setup",
        """
        {"token":"%s","name":"Ines","email":"Ines@example.com","password":"%s","workspace":"H"}\
        """
            .formatted(token, PASSWORD),
        "X-Gatehouse-Csrf",
        "1");
  }

  private Answer signIn(String email, String password) {
    return server.call(
        "POST",
        "/session",
        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password),
        "X-Gatehouse-Csrf",
        "1");
  }

  private static String cookie(Answer answer) {
    return answer.http().headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
  }

  @Test
  void setup_withTheOneTimeToken_worksOnce() {
    server = TestServer.startEmpty(directory);
    assertThat(server.call("GET", "/server", null).json().get("setupRequired").asBoolean())
        .isTrue();
    String token = server.server().catalog().setup().issue();
    assertThat(setUp("wrong").status()).isEqualTo(403);
    Answer done = setUp(token);
    assertThat(done.status()).isEqualTo(201);
    assertThat(done.json().at("/user/role").asText()).isEqualTo("owner");
    assertThat(setUp(token).status()).isEqualTo(403);
    assertThat(server.call("GET", "/server", null).json().get("setupRequired").asBoolean())
        .isFalse();
    String setCookie = done.http().headers().firstValue("set-cookie").orElseThrow();
    assertThat(setCookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
    assertThat(server.call("GET", "/session", null, "Cookie", cookie(done)).status())
        .isEqualTo(200);
  }

  @Test
  void signIn_wrongPairs_haveOneMessageForAllCauses() {
    server = TestServer.startEmpty(directory);
    setUp(server.server().catalog().setup().issue());
    Answer wrongPassword = signIn("ines@example.com", "not the password");
    Answer unknown = signIn("nobody@example.com", PASSWORD);
    assertThat(wrongPassword.status()).isEqualTo(401);
    assertThat(unknown.json().get("detail")).isEqualTo(wrongPassword.json().get("detail"));
    assertThat(signIn(" INES@example.com", PASSWORD).status()).isEqualTo(201);
  }

  @Test
  void signIn_afterManyFailures_hasToWait() {
    server = TestServer.startEmpty(directory);
    setUp(server.server().catalog().setup().issue());
    for (int i = 0; i < 5; i++) {
      assertThat(signIn("ines@example.com", "wrong password " + i).status()).isEqualTo(401);
    }
    Answer refused = signIn("ines@example.com", PASSWORD);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.http().headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void change_withASession_needsHeaderAndSameOrigin() {
    server = TestServer.start(directory);
    String cookie = server.signIn(Role.OWNER);
    String body = "{\"name\":\"Shop\"}";
    assertThat(server.call("POST", "/apps", body, "Cookie", cookie).status()).isEqualTo(403);
    assertThat(
            server
                .call(
                    "POST",
                    "/apps",
                    body,
                    "Cookie",
                    cookie,
                    "X-Gatehouse-Csrf",
                    "1",
                    "Origin",
                    "http://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(
            server
                .call(
                    "POST",
                    "/apps",
                    body,
                    "Cookie",
                    cookie,
                    "X-Gatehouse-Csrf",
                    "1",
                    "Sec-Fetch-Site",
                    "cross-site")
                .status())
        .isEqualTo(403);
    assertThat(
            server
                .call(
                    "POST",
                    "/apps",
                    body,
                    "Cookie",
                    cookie,
                    "X-Gatehouse-Csrf",
                    "1",
                    "Origin",
                    server.url(),
                    "Sec-Fetch-Site",
                    "same-origin")
                .status())
        .isEqualTo(201);
  }

  @Test
  void password_changed_endsTheOtherSessions() {
    server = TestServer.startEmpty(directory);
    String first = cookie(setUp(server.server().catalog().setup().issue()));
    String second = cookie(signIn("ines@example.com", PASSWORD));
    Answer changed =
        server.call(
            "POST",
            "/profile/password",
            "{\"current\":\"%s\",\"password\":\"another 7 lanterns\"}".formatted(PASSWORD),
            "Cookie",
            second,
            "X-Gatehouse-Csrf",
            "1");
    assertThat(changed.status()).isEqualTo(204);
    assertThat(server.call("GET", "/session", null, "Cookie", first).status()).isEqualTo(401);
    assertThat(server.call("GET", "/session", null, "Cookie", second).status()).isEqualTo(200);
  }

  @Test
  void member_demotedOrLastOwner_losesSessionsOrIsKept() {
    server = TestServer.start(directory);
    String cookie = server.signIn(Role.EDITOR);
    String editor =
        server.server().catalog().members().byEmail("editor@example.com").orElseThrow().id();
    String owner =
        server.server().catalog().members().byEmail("owner@example.com").orElseThrow().id();
    assertThat(
            server
                .send(Role.ADMIN, "PATCH", "/members/" + editor, "{\"role\":\"viewer\"}")
                .status())
        .isEqualTo(200);
    assertThat(server.call("GET", "/session", null, "Cookie", cookie).status()).isEqualTo(401);
    assertThat(
            server.send(Role.ADMIN, "PATCH", "/members/" + editor, "{\"role\":\"owner\"}").status())
        .isEqualTo(403);
    assertThat(server.send(Role.OWNER, "DELETE", "/members/" + owner, null).status())
        .isEqualTo(409);
    assertThat(
            server.send(Role.ADMIN, "GET", "/audit/verify", null).json().get("intact").asBoolean())
        .isTrue();
    assertThat(server.get(Role.ADMIN, "/audit").json().get("items").findValuesAsText("action"))
        .contains("member.update");
  }

  @Test
  void settingsFile_andSecondServer_areRefusedClearly() {
    server = TestServer.startEmpty(directory);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> TestServer.startEmpty(directory))
        .hasMessageContaining("Another Gatehouse works in the data directory");
  }
}
