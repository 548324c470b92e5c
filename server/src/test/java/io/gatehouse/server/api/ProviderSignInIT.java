// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.Browser;
import io.gatehouse.server.OidcStandIn;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sign-in by a provider that behaves, and by one that does not. */
class ProviderSignInIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;

  private TestServer server;
  private OidcStandIn provider;
  private OidcStandIn other;

  @BeforeEach
  void start() {
    provider = new OidcStandIn(Clock.systemUTC());
    other = new OidcStandIn(Clock.systemUTC());
    server =
        TestServer.start(
            directory,
            "outbound.allow=127.0.0.1:" + provider.port() + ",127.0.0.1:" + other.port());
    add("acme", provider, "\"domains\":[\"example.com\"],\"newRole\":\"editor\"");
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
    other.close();
  }

  private Answer add(String id, OidcStandIn at, String more) {
    return server.send(
        Role.ADMIN,
        "POST",
        "/sign-in-providers",
        """
        {"id":"%s","name":"Sign in with %s","issuer":"%s","clientId":"%s","clientSecret":"%s",%s}\
        """
            .formatted(id, id, at.issuer(), OidcStandIn.CLIENT, OidcStandIn.SECRET, more));
  }

  private void change(String body) {
    Answer changed = server.send(Role.ADMIN, "PATCH", "/sign-in-providers/acme", body);
    assertThat(changed.status()).as(changed.json().toString()).isEqualTo(200);
  }

  /** Goes to the provider; where it sends the browser back to. */
  private String toProvider(Browser browser, String start, String body) {
    Answer started = browser.post(start, body);
    assertThat(started.status()).as(started.json().toString()).isEqualTo(200);
    return visit(started.json().get("url").asText());
  }

  private static String visit(String url) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("location")
          .orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String back(Browser browser, String callback) {
    URI uri = URI.create(callback);
    Answer answer =
        browser.get(uri.getRawPath().replaceFirst("/api/v1", "") + "?" + uri.getRawQuery());
    assertThat(answer.status()).isEqualTo(303);
    return answer.http().headers().firstValue("location").orElseThrow().replace(server.url(), "");
  }

  private String signIn(Browser browser) {
    return back(browser, toProvider(browser, "/session/providers/acme", "{}"));
  }

  private void refused(String problem, Runnable spoil) {
    spoil.run();
    Browser browser = new Browser(server);
    assertThat(signIn(browser)).isEqualTo("/signin?problem=" + problem);
    assertThat(browser.isIn()).isFalse();
  }

  private void refusedClaims(Consumer<JWTClaimsSet.Builder> spoil) {
    refused("token", () -> provider.claims = spoil);
    provider.claims = unused -> {};
  }

  @Test
  void person_ofTheDomain_becomesAMemberAndIsKnownByTheSubject() {
    Browser browser = new Browser(server);
    String page =
        back(
            browser,
            toProvider(
                browser, "/session/providers/acme", "{\"next\":\"/a/shop/traffic?range=7d\"}"));
    assertThat(page).isEqualTo("/a/shop/traffic?range=7d");
    assertThat(browser.get("/session").json().at("/user/email").asText())
        .isEqualTo("new@example.com");
    assertThat(browser.get("/session").json().at("/user/role").asText()).isEqualTo("editor");
    assertThat(browser.get("/session").json().at("/user/name").asText()).isEqualTo("Nora New");
    assertThat(browser.get("/sessions").json().at("/items/0/method").asText())
        .isEqualTo("provider");
    provider.email = "renamed@example.com";
    Browser later = new Browser(server);
    assertThat(signIn(later)).isEqualTo("/");
    assertThat(later.get("/session").json().at("/user/email").asText())
        .isEqualTo("new@example.com");
    provider.subject = "u-2";
    provider.email = "new@example.com";
    assertThat(signIn(new Browser(server))).isEqualTo("/signin?problem=email-taken");
  }

  @Test
  void serverPage_listsProviders_withoutTheirSecrets() throws IOException {
    assertThat(server.call("GET", "/server", null).json().get("providers").toString())
        .isEqualTo("[{\"id\":\"acme\",\"name\":\"Sign in with acme\"}]");
    String listed = server.get(Role.ADMIN, "/sign-in-providers").json().toString();
    assertThat(listed)
        .contains("\"hasSecret\":true")
        .contains(server.url() + "/api/v1/session/providers/acme/callback")
        .doesNotContain(OidcStandIn.SECRET);
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                      .doesNotContain(OidcStandIn.SECRET));
    }
  }

  @Test
  void request_hasStateNonceAndPkce_andAnotherOneEachTime() {
    Browser browser = new Browser(server);
    toProvider(browser, "/session/providers/acme", "{}");
    var first = provider.lastAuthorization;
    toProvider(browser, "/session/providers/acme", "{}");
    var second = provider.lastAuthorization;
    for (String field : List.of("state", "nonce", "code_challenge")) {
      assertThat(first.get(field)).as(field).hasSizeGreaterThanOrEqualTo(43);
      assertThat(second.get(field)).as(field).isNotEqualTo(first.get(field));
    }
    assertThat(first.get("redirect_uri"))
        .isEqualTo(server.url() + "/api/v1/session/providers/acme/callback");
  }

  @Test
  void idToken_withWrongParties_isRefused() {
    refusedClaims(claims -> claims.issuer("https://evil.example"));
    refusedClaims(claims -> claims.issuer(provider.issuer() + "/"));
    refusedClaims(claims -> claims.audience("another client"));
    refusedClaims(claims -> claims.audience(List.of()));
    refusedClaims(claims -> claims.audience(List.of(OidcStandIn.CLIENT, "another client")));
    refusedClaims(claims -> claims.claim("azp", "another client"));
    refusedClaims(
        claims ->
            claims
                .audience(List.of(OidcStandIn.CLIENT, "another client"))
                .claim("azp", "another client"));
    refusedClaims(claims -> claims.claim("nonce", "of another request"));
    refusedClaims(claims -> claims.claim("nonce", null));
    refusedClaims(claims -> claims.subject(null));
    refusedClaims(claims -> claims.subject("s".repeat(256)));
    assertThat(server.server().catalog().members().byEmail("new@example.com")).isEmpty();
    provider.claims =
        claims ->
            claims
                .audience(List.of("another client", OidcStandIn.CLIENT))
                .claim("azp", OidcStandIn.CLIENT);
    assertThat(signIn(new Browser(server))).isEqualTo("/");
  }

  @Test
  void idToken_atAWrongTime_isRefused() {
    Instant now = Instant.now();
    refusedClaims(claims -> claims.expirationTime(Date.from(now.minusSeconds(120))));
    refusedClaims(claims -> claims.expirationTime(null));
    refusedClaims(claims -> claims.issueTime(Date.from(now.plusSeconds(300))));
    refusedClaims(claims -> claims.issueTime(Date.from(now.minusSeconds(3_600))));
    refusedClaims(claims -> claims.issueTime(null));
    refusedClaims(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(300))));
    provider.claims = claims -> claims.expirationTime(Date.from(now.minusSeconds(20)));
    assertThat(signIn(new Browser(server))).as("clocks differ a little").isEqualTo("/");
  }

  @Test
  void idToken_notSignedAsItShould_isRefused() {
    refused("token", () -> provider.signing = set -> new PlainJWT(set).serialize());
    refused("token", () -> provider.signing = ProviderSignInIT::withNone);
    refused("token", () -> provider.signing = set -> mac(set, OidcStandIn.SECRET.repeat(3)));
    refused(
        "token",
        () -> provider.signing = set -> mac(set, provider.signer.toPublicJWK().toString()));
    RSAKey stranger = OidcStandIn.rsa("k1");
    refused("token", () -> provider.signing = set -> OidcStandIn.signed(set, stranger));
    RSAKey unpublished = OidcStandIn.rsa("k9");
    refused("token", () -> provider.signing = set -> OidcStandIn.signed(set, unpublished));
    refused(
        "token",
        () ->
            provider.signing =
                set -> {
                  String token = provider.signed(set);
                  return token.substring(0, token.lastIndexOf('.') + 1);
                });
    refused(
        "token",
        () ->
            provider.signing =
                set -> {
                  String changed =
                      java.util.Base64.getUrlEncoder()
                          .withoutPadding()
                          .encodeToString(set.toString().replace("u-1", "u-7").getBytes(UTF_8));
                  String[] parts = provider.signed(set).split("\\.");
                  return parts[0] + "." + changed + "." + parts[2];
                });
    refused("token", () -> provider.signing = set -> typed(set, "at+jwt", Set.of()));
    refused("token", () -> provider.signing = set -> typed(set, "JWT", Set.of("b64")));
    refused("token", () -> provider.signing = set -> "no token");
    provider.signing = provider::signed;
    assertThat(signIn(new Browser(server))).isEqualTo("/");
  }

  private static String withNone(JWTClaimsSet set) {
    String header = "{\"alg\":\"None\",\"kid\":\"k1\"}";
    return java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(US_ASCII))
        + "."
        + new PlainJWT(set).serialize().split("\\.")[1]
        + ".";
  }

  private static String mac(JWTClaimsSet set, String secret) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), set);
      token.sign(new MACSigner(secret.getBytes(UTF_8)));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String typed(JWTClaimsSet set, String type, Set<String> critical) {
    try {
      JWSHeader.Builder header =
          new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").type(new JOSEObjectType(type));
      SignedJWT token =
          new SignedJWT(
              critical.isEmpty() ? header.build() : header.criticalParams(critical).build(), set);
      token.sign(new RSASSASigner((RSAKey) provider.signer));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keys_thatChange_areFetchedAnew_butNotForEachToken() {
    assertThat(signIn(new Browser(server))).isEqualTo("/");
    int before = provider.keyCalls;
    assertThat(signIn(new Browser(server))).isEqualTo("/");
    assertThat(provider.keyCalls).isEqualTo(before);
    server.clock().setAhead(Duration.ofSeconds(40));
    provider.signer = OidcStandIn.curve("k2");
    provider.keys.set(0, provider.signer);
    assertThat(signIn(new Browser(server))).isEqualTo("/");
    assertThat(provider.keyCalls).isEqualTo(before + 1);
    RSAKey old = OidcStandIn.rsa("k1");
    for (int i = 0; i < 3; i++) {
      refused("token", () -> provider.signing = set -> OidcStandIn.signed(set, old));
    }
    assertThat(provider.keyCalls).as("at most twice a minute").isEqualTo(before + 1);
  }

  @Test
  void callback_replayedOrFromAnotherBrowser_isRefused() {
    Browser browser = new Browser(server);
    String callback = toProvider(browser, "/session/providers/acme", "{}");
    assertThat(back(new Browser(server), callback)).isEqualTo("/signin?problem=state");
    assertThat(back(browser, callback)).as("the state is used up").endsWith("problem=state");
    callback = toProvider(browser, "/session/providers/acme", "{}");
    assertThat(back(browser, callback)).isEqualTo("/");
    int calls = provider.tokenCalls;
    Browser again = new Browser(server);
    again.cookies().putAll(browser.cookies());
    assertThat(back(again, callback)).endsWith("?problem=state");
    assertThat(back(again, callback.replaceFirst("state=[^&]*", "state=invented")))
        .endsWith("?problem=state");
    assertThat(provider.tokenCalls).isEqualTo(calls);
    String late = toProvider(browser, "/session/providers/acme", "{}");
    server.clock().setAhead(Duration.ofMinutes(11));
    assertThat(back(browser, late)).endsWith("?problem=state");
  }

  @Test
  void code_ofSomebodyElse_isRefusedByPkce() {
    Browser thief = new Browser(server);
    String stolen =
        OidcStandIn.query(toProvider(new Browser(server), "/session/providers/acme", "{}"))
            .get("code");
    String own = toProvider(thief, "/session/providers/acme", "{}");
    assertThat(back(thief, own.replaceFirst("code=[^&]*", "code=" + stolen)))
        .isEqualTo("/signin?problem=provider");
  }

  @Test
  void providers_mixedUp_areRefused() {
    add("evil", other, "\"domains\":[\"example.com\"],\"newRole\":\"admin\"");
    Browser browser = new Browser(server);
    String callback = toProvider(browser, "/session/providers/acme", "{}");
    assertThat(back(browser, callback.replace("/acme/", "/evil/")))
        .isEqualTo("/signin?problem=token");
    assertThat(other.tokenCalls).isZero();
    provider.tellsIssuer = true;
    server.send(Role.ADMIN, "POST", "/sign-in-providers/acme/test", "{}");
    callback = toProvider(browser, "/session/providers/acme", "{}");
    assertThat(back(browser, callback.replaceFirst("&iss=.*", "&iss=" + other.issuer())))
        .isEqualTo("/signin?problem=token");
    callback = toProvider(browser, "/session/providers/acme", "{}");
    assertThat(back(browser, callback.replaceFirst("&iss=.*", "")))
        .isEqualTo("/signin?problem=token");
    assertThat(back(browser, toProvider(browser, "/session/providers/acme", "{}"))).isEqualTo("/");
    other.subject = provider.subject;
    Browser evil = new Browser(server);
    assertThat(back(evil, toProvider(evil, "/session/providers/evil", "{}")))
        .as("the same subject of another issuer is somebody else")
        .isEqualTo("/signin?problem=email-taken");
  }

  @Test
  void discovery_thatLies_isRefused() {
    for (Consumer<com.fasterxml.jackson.databind.node.ObjectNode> lie :
        List.<Consumer<com.fasterxml.jackson.databind.node.ObjectNode>>of(
            document -> document.put("issuer", "https://evil.example"),
            document -> document.put("token_endpoint", "http://evil.example/token"),
            document -> document.remove("jwks_uri"),
            document -> document.put("authorization_endpoint", "javascript:alert(1)"),
            document -> document.putArray("code_challenge_methods_supported").add("plain"))) {
      provider.discovery = lie;
      var result = server.send(Role.ADMIN, "POST", "/sign-in-providers/acme/test", "{}").json();
      assertThat(result.get("ok").asBoolean()).isFalse();
      assertThat(result.get("problem").asText()).isNotEmpty();
      assertThat(new Browser(server).post("/session/providers/acme", "{}").status()).isEqualTo(503);
    }
  }

  @Test
  void provider_onAPrivateAddress_isRefusedAndTheSettingIsNamed() {
    change("{\"issuer\":\"https://127.0.0.1:9\",\"clientSecret\":\"x\"}");
    var result = server.send(Role.ADMIN, "POST", "/sign-in-providers/acme/test", "{}").json();
    assertThat(result.get("problem").asText()).contains("outbound.allow");
    for (String wrong : List.of("http://idp.example.com", "https://u@idp.example", "ftp://x", "")) {
      assertThat(
              server
                  .send(
                      Role.ADMIN,
                      "PATCH",
                      "/sign-in-providers/acme",
                      "{\"issuer\":\"%s\",\"clientSecret\":\"x\"}".formatted(wrong))
                  .json()
                  .get("field")
                  .asText())
          .isEqualTo("issuer");
    }
    assertThat(
            server
                .send(
                    Role.ADMIN,
                    "PATCH",
                    "/sign-in-providers/acme",
                    "{\"issuer\":\"https://evil.example\"}")
                .json()
                .get("field")
                .asText())
        .as("the secret does not follow to another issuer")
        .isEqualTo("clientSecret");
  }

  @Test
  void person_whoMayNot_isToldWhy() {
    refused("denied", () -> provider.error = "access_denied");
    refused("provider", () -> provider.error = "server_error");
    provider.error = "";
    refused("not-allowed", () -> provider.email = "new@elsewhere.example");
    refused("email-unverified", () -> provider.email = "");
    provider.email = "new@example.com";
    refused("email-unverified", () -> provider.emailVerified = false);
    change("{\"trustsEmail\":true}");
    assertThat(signIn(new Browser(server))).isEqualTo("/");
    change("{\"groups\":[\"ops\"]}");
    refused("not-allowed", () -> provider.groups = List.of("sales"));
    provider.groups = List.of("sales", "ops");
    assertThat(signIn(new Browser(server))).isEqualTo("/");
    Catalog catalog = server.server().catalog();
    String id = catalog.members().byEmail("new@example.com").orElseThrow().id();
    server.send(Role.ADMIN, "PATCH", "/members/" + id, "{\"disabled\":true}");
    assertThat(signIn(new Browser(server))).isEqualTo("/signin?problem=disabled");
    change("{\"newRole\":\"\"}");
    provider.subject = "u-3";
    provider.email = "third@example.com";
    assertThat(signIn(new Browser(server))).isEqualTo("/signin?problem=not-invited");
    change("{\"enabled\":false}");
    assertThat(new Browser(server).post("/session/providers/acme", "{}").status()).isEqualTo(404);
    assertThat(server.get(Role.ADMIN, "/audit?search=session.refused").json().toString())
        .contains("third@example.com has no account");
  }

  @Test
  void newRole_withoutDomainsOrGroups_orAboveOnesOwn_isRefused() {
    assertThat(add("open", other, "\"newRole\":\"viewer\"").json().get("field").asText())
        .isEqualTo("newRole");
    assertThat(add("own", other, "\"domains\":[\"example.com\"],\"newRole\":\"owner\"").status())
        .isEqualTo(422);
    assertThat(add("Wrong Id", other, "\"newRole\":\"\"").json().get("field").asText())
        .isEqualTo("id");
    assertThat(add("acme", other, "\"newRole\":\"\"").status()).isEqualTo(409);
  }

  @Test
  void email_inUserinfoOnly_isAskedFor_unlessItIsOfSomebodyElse() {
    provider.emailInUserinfoOnly = true;
    refused("token", () -> provider.userinfoSubject = "somebody else");
    provider.userinfoSubject = "";
    refusedClaims(claims -> claims.claim("at_hash", "ofAnotherToken"));
    Browser browser = new Browser(server);
    assertThat(signIn(browser)).isEqualTo("/");
    assertThat(browser.get("/session").json().at("/user/email").asText())
        .isEqualTo("new@example.com");
  }

  @Test
  void member_withTheSameEmail_isNotLinkedByItButByThemselves() {
    provider.email = "editor@example.com";
    assertThat(signIn(new Browser(server))).isEqualTo("/signin?problem=email-taken");
    Browser editor = Browser.signedIn(server, Role.EDITOR);
    String link = "{\"provider\":\"acme\"}";
    assertThat(back(editor, toProvider(editor, "/profile/identities", link)))
        .isEqualTo("/settings/security");
    assertThat(editor.get("/profile/identities").json().at("/items/0/email").asText())
        .isEqualTo("editor@example.com");
    Browser browser = new Browser(server);
    assertThat(signIn(browser)).isEqualTo("/");
    assertThat(browser.get("/session").json().at("/user/email").asText())
        .isEqualTo("editor@example.com");
    Browser viewer = Browser.signedIn(server, Role.VIEWER);
    assertThat(back(viewer, toProvider(viewer, "/profile/identities", link)))
        .isEqualTo("/settings/security?problem=other-member");
    String id = editor.get("/profile/identities").json().at("/items/0/id").asText();
    assertThat(viewer.send("DELETE", "/profile/identities/" + id, null).status()).isEqualTo(404);
    assertThat(editor.send("DELETE", "/profile/identities/" + id, null).status())
        .as("the only way in")
        .isEqualTo(409);
  }

  @Test
  void link_begunInAnotherSession_isRefused() {
    Browser editor = Browser.signedIn(server, Role.EDITOR);
    String callback = toProvider(editor, "/profile/identities", "{\"provider\":\"acme\"}");
    Browser viewer = Browser.signedIn(server, Role.VIEWER);
    viewer.cookies().put("gatehouse-flow", editor.cookies().get("gatehouse-flow"));
    assertThat(back(viewer, callback)).isEqualTo("/settings/security?problem=state");
    assertThat(viewer.get("/profile/identities").json().get("items")).isEmpty();
  }

  @Test
  void member_withAnApp_isAskedForItsCode_unlessTheProviderChecks() {
    Browser browser = new Browser(server);
    signIn(browser);
    Catalog catalog = server.server().catalog();
    Member member = catalog.members().byEmail("new@example.com").orElseThrow();
    catalog.secondFactors().prepareTotp(member.id(), "sealed");
    catalog.secondFactors().confirmTotp(member.id());
    Browser second = new Browser(server);
    assertThat(signIn(second)).startsWith("/signin?next=%2F#step=").endsWith("&methods=code");
    assertThat(second.isIn()).isFalse();
    change("{\"checksFactor\":true}");
    Browser third = new Browser(server);
    assertThat(signIn(third)).isEqualTo("/");
    assertThat(third.isIn()).isTrue();
  }

  @Test
  void policy_secondFactor_isMetByAProviderThatChecks() {
    Catalog catalog = server.server().catalog();
    Browser browser = new Browser(server);
    signIn(browser);
    Member member = catalog.members().byEmail("new@example.com").orElseThrow();
    catalog
        .signInPolicies()
        .set(
            member.workspaceId(),
            new io.gatehouse.catalog.SignInPolicies.SignInPolicy(
                true, io.gatehouse.catalog.SignInPolicies.Passwords.ALL));
    assertThat(browser.get("/apps").status()).isEqualTo(403);
    change(Role.OWNER, "{\"checksFactor\":true}");
    Browser later = new Browser(server);
    signIn(later);
    assertThat(later.get("/apps").status()).isEqualTo(200);
    assertThat(browser.get("/apps").status()).as("this session was not checked").isEqualTo(403);
  }

  private void change(Role by, String body) {
    Catalog catalog = server.server().catalog();
    Member member = catalog.members().byEmail(by.text() + "@example.com").orElseThrow();
    catalog.secondFactors().prepareTotp(member.id(), "sealed");
    catalog.secondFactors().confirmTotp(member.id());
    assertThat(server.send(by, "PATCH", "/sign-in-providers/acme", body).status()).isEqualTo(200);
  }

  @Test
  void proof_byTheProvider_needsAnAnswerToBeFresh() {
    Browser browser = new Browser(server);
    signIn(browser);
    server.clock().setAhead(Duration.ofMinutes(6));
    assertThat(browser.post("/tokens", "{\"name\":\"t\"}").status()).isEqualTo(403);
    assertThat(browser.get("/session/proof").json().at("/providers/0/id").asText())
        .isEqualTo("acme");
    server.clock().setAhead(Duration.ZERO);
    String proof = "/session/proof/providers/acme";
    provider.claims =
        claims -> claims.claim("auth_time", Instant.now().minusSeconds(600).getEpochSecond());
    assertThat(back(browser, toProvider(browser, proof, "{\"next\":\"/settings/tokens\"}")))
        .isEqualTo("/settings/security?problem=token");
    provider.claims = unused -> {};
    assertThat(provider.lastAuthorization).containsEntry("prompt", "login");
    assertThat(back(browser, toProvider(browser, proof, "{\"next\":\"/settings/tokens\"}")))
        .isEqualTo("/settings/tokens");
    provider.subject = "somebody else";
    assertThat(back(browser, toProvider(browser, proof, "{\"next\":\"/settings/tokens\"}")))
        .isEqualTo("/settings/security?problem=other-member");
  }

  @Test
  void next_toAnotherSite_isNotFollowed() {
    for (String next : List.of("https://evil.example", "//evil.example", "/\\\\evil.example")) {
      Browser browser = new Browser(server);
      assertThat(
              back(
                  browser,
                  toProvider(browser, "/session/providers/acme", "{\"next\":\"" + next + "\"}")))
          .isEqualTo("/");
    }
  }

  @Test
  void passwords_switchedOff_stayForOwnersUnlessToo() {
    Catalog catalog = server.server().catalog();
    String hash = new io.gatehouse.catalog.Passwords().hash("violet tram 9");
    for (Role role : List.of(Role.OWNER, Role.EDITOR)) {
      Member member = catalog.members().byEmail(role.text() + "@example.com").orElseThrow();
      catalog.members().setPasswordHash(member.id(), hash);
    }
    Browser owner = Browser.signedIn(server, Role.OWNER);
    String owners = "{\"secondFactor\":false,\"passwords\":\"owners\"}";
    String none = "{\"secondFactor\":false,\"passwords\":\"none\"}";
    assertThat(owner.send("PUT", "/sign-in-policy", owners).status()).isEqualTo(200);
    assertThat(owner.send("PUT", "/sign-in-policy", none).status()).isEqualTo(409);
    assertThat(password("editor")).isEqualTo(403);
    assertThat(password("owner")).isEqualTo(201);
    back(owner, toProvider(owner, "/profile/identities", "{\"provider\":\"acme\"}"));
    assertThat(owner.send("PUT", "/sign-in-policy", none).status()).isEqualTo(200);
    assertThat(password("owner")).isEqualTo(403);
    assertThat(owner.send("DELETE", "/sign-in-providers/acme", null).status())
        .as("the owner's only way in")
        .isEqualTo(409);
  }

  private int password(String who) {
    return new Browser(server)
        .post(
            "/session",
            "{\"email\":\"%s@example.com\",\"password\":\"violet tram 9\"}".formatted(who))
        .status();
  }
}
