// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Passwords;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.Browser;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.signin.Totp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What asks to show anew who one is, and members who lack the second factor they need. */
class ProofIT {

  private static final String PASSWORD = "violet tram 9 lanterns";

  /** Keys, users, ways to sign in, everything at once, and what is gone for good. */
  private static final String SENSITIVE =
      "(POST|PATCH|PUT|DELETE) (/apps/\\{app\\}/keys.*|/apps/\\{app\\}/key-[a-z]+.*|/key-peppers"
          + "|/apps/\\{app\\}/ingest-keys.*|/members.*|/sign-in-.*|/invitations.*"
          + "|/profile/(totp|passkeys|recovery-codes|identities).*)"
          + "|POST /tokens|POST /backups|POST .*/erase|DELETE /apps/\\{app\\}";

  /** Need no proof: the invited have no session yet, and a name is only a name. */
  private static final List<String> EXEMPT = List.of("PATCH /profile/passkeys/{id}");

  @TempDir Path directory;

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Member owner() {
    return server.server().catalog().members().byEmail("owner@example.com").orElseThrow();
  }

  private Browser ownerWithPassword() {
    Catalog catalog = server.server().catalog();
    catalog.members().setPasswordHash(owner().id(), new Passwords().hash(PASSWORD));
    return Browser.signedIn(server, Role.OWNER);
  }

  private static String name(Route route) {
    return route.method() + " " + route.path();
  }

  @Test
  void sensitiveRoutes_allAskForIt() {
    Stream<Route> sensitive =
        server.routes().stream()
            .filter(route -> name(route).matches(SENSITIVE))
            .filter(route -> !route.policy().isPublic() && !EXEMPT.contains(name(route)));
    List<Route> all = sensitive.toList();
    assertThat(all).hasSizeGreaterThan(20);
    assertThat(all).allSatisfy(route -> assertThat(route.proven()).as(name(route)).isTrue());
  }

  @Test
  void route_afterFiveMinutes_asksForItUntilItIsShown() {
    Browser browser = ownerWithPassword();
    server.clock().setAhead(Duration.ofMinutes(6));
    List<Route> proven = server.routes().stream().filter(Route::proven).toList();
    for (Route route : proven) {
      String path = route.path().replaceAll("\\{[a-z]+}", "no-such-thing");
      Answer answer = browser.send(route.method(), path, "{\"nonsense\":1}");
      assertThat(answer.status()).as(name(route)).isEqualTo(403);
      assertThat(answer.json().get("code").asText()).as(name(route)).isEqualTo("proof-needed");
    }
    assertThat(browser.get("/session/proof").json().get("methods").toString())
        .isEqualTo("[\"password\"]");
    assertThat(browser.post("/session/proof", "{\"password\":\"another one\"}").status())
        .isEqualTo(401);
    assertThat(browser.post("/session/proof", "{\"password\":\"" + PASSWORD + "\"}").status())
        .isEqualTo(200);
    for (Route route : proven) {
      if (route.path().startsWith("/profile/") || route.path().equals("/backups")) {
        continue;
      }
      String path = route.path().replaceAll("\\{[a-z]+}", "no-such-thing");
      Answer answer = browser.send(route.method(), path, "{\"nonsense\":1}");
      assertThat(answer.status()).as(name(route)).isNotIn(401, 403).isLessThan(500);
    }
    server.clock().setAhead(Duration.ofMinutes(12));
    assertThat(browser.post("/tokens", "{\"name\":\"t\"}").status()).isEqualTo(403);
  }

  @Test
  void token_isNotAsked() {
    server.clock().setAhead(Duration.ofMinutes(6));
    assertThat(server.send(Role.ADMIN, "POST", "/members", "{\"nonsense\":1}").status())
        .isEqualTo(422);
  }

  @Test
  void wrongPasswords_slowDown() {
    Browser browser = ownerWithPassword();
    for (int i = 0; i < 5; i++) {
      assertThat(browser.post("/session/proof", "{\"password\":\"wrong " + i + "\"}").status())
          .isEqualTo(401);
    }
    assertThat(browser.post("/session/proof", "{\"password\":\"" + PASSWORD + "\"}").status())
        .isEqualTo(429);
  }

  @Test
  void memberWithAnApp_showsItsCodeAndNotThePassword() {
    Browser browser = ownerWithPassword();
    Totp app = Totp.of(browser.post("/profile/totp", null).json().get("secret").asText());
    String recovery =
        browser.post("/profile/totp/confirm", code(app)).json().at("/recoveryCodes/0").asText();
    server.clock().setAhead(Duration.ofMinutes(6));
    assertThat(browser.get("/session/proof").json().get("methods").toString())
        .isEqualTo("[\"code\",\"recovery\"]");
    assertThat(browser.post("/session/proof", "{\"password\":\"" + PASSWORD + "\"}").status())
        .isEqualTo(422);
    assertThat(browser.post("/session/proof", code(app)).status()).isEqualTo(200);
    assertThat(browser.post("/session/proof", code(app)).status()).isEqualTo(401);
    assertThat(browser.post("/session/proof", "{\"code\":\"" + recovery + "\"}").status())
        .isEqualTo(200);
    assertThat(browser.post("/tokens", "{\"name\":\"t\"}").status()).isEqualTo(201);
  }

  private String code(Totp app) {
    return "{\"code\":\"" + app.code(Totp.stepAt(server.clock().millis())) + "\"}";
  }

  @Test
  void policy_bySomebodyWithoutAFactor_isRefused() {
    Browser browser = ownerWithPassword();
    String strict = "{\"secondFactor\":true,\"passwords\":\"all\"}";
    assertThat(browser.send("PUT", "/sign-in-policy", strict).status()).isEqualTo(409);
    String noPasswords = "{\"secondFactor\":false,\"passwords\":\"none\"}";
    assertThat(browser.send("PUT", "/sign-in-policy", noPasswords).status()).isEqualTo(409);
    assertThat(Browser.signedIn(server, Role.ADMIN).send("PUT", "/sign-in-policy", strict).status())
        .isEqualTo(403);
  }

  @Test
  void policy_secondFactor_opensOnlyTheWayToOne() {
    Browser owner = ownerWithPassword();
    Totp app = Totp.of(owner.post("/profile/totp", null).json().get("secret").asText());
    owner.post("/profile/totp/confirm", code(app));
    Browser editor = Browser.signedIn(server, Role.EDITOR);
    Answer set =
        owner.send("PUT", "/sign-in-policy", "{\"secondFactor\":true,\"passwords\":\"all\"}");
    assertThat(set.json().get("withoutFactor").asInt()).isEqualTo(3);
    for (Route route : server.routes()) {
      if (route.policy().needsFactor() && Role.EDITOR.includes(route.policy().role())) {
        String path = route.path().replaceAll("\\{[a-z]+}", "no-such-thing");
        String body = route.method().equals("GET") ? null : "{\"nonsense\":1}";
        Answer answer = editor.send(route.method(), path, body);
        assertThat(answer.status()).as(name(route)).isEqualTo(403);
        assertThat(answer.json().get("code").asText()).isEqualTo("second-factor-needed");
        assertThat(server.send(Role.EDITOR, route.method(), path, body).status())
            .as("token: " + name(route))
            .isEqualTo(403);
      }
    }
    assertThat(editor.get("/session").json().get("secondFactorNeeded").asBoolean()).isTrue();
    Totp own = Totp.of(editor.post("/profile/totp", null).json().get("secret").asText());
    assertThat(editor.post("/profile/totp/confirm", code(own)).status()).isEqualTo(201);
    assertThat(editor.get("/apps").status()).isEqualTo(200);
    assertThat(server.get(Role.EDITOR, "/apps").status()).isEqualTo(200);
    Answer last = editor.send("DELETE", "/profile/totp", null);
    assertThat(last.status()).isEqualTo(409);
    assertThat(editor.get("/apps").status()).isEqualTo(200);
  }

  @Test
  void routesBeforeASecondFactor_areTheseAlone() {
    assertThat(
            server.routes().stream()
                .filter(route -> !route.policy().isPublic() && !route.policy().needsFactor())
                .peek(route -> assertThat(route.policy()).isIn(Policy.ANY_MEMBER, Policy.ENROLLING))
                .map(ProofIT::name))
        .containsExactlyInAnyOrder(
            "GET /session",
            "DELETE /session",
            "GET /session/proof",
            "POST /session/proof",
            "POST /session/proof/options",
            "POST /session/proof/providers/{provider}",
            "GET /profile",
            "GET /profile/factors",
            "POST /profile/totp",
            "POST /profile/totp/confirm",
            "POST /profile/passkeys",
            "POST /profile/passkeys/options");
  }

  @Test
  void otherSessions_endAtOnce() {
    Browser one = ownerWithPassword();
    Browser two = Browser.signedIn(server, Role.OWNER);
    Browser three = Browser.signedIn(server, Role.OWNER);
    assertThat(one.get("/sessions").json().get("items")).hasSize(3);
    assertThat(one.send("DELETE", "/sessions", null).status()).isEqualTo(204);
    assertThat(one.isIn()).isTrue();
    assertThat(two.isIn() || three.isIn()).isFalse();
  }
}
