// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.SignInPolicies;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.config.HttpConfig;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** First run, sign-in and sign-out. */
final class SignIn {

  private final Backend backend;
  private final HttpConfig http;
  private final Entrance entrance;
  private final BooleanSupplier demoPresent;

  /**
   * @param demoPresent whether the demo's data is there
   */
  SignIn(Backend backend, HttpConfig http, Entrance entrance, BooleanSupplier demoPresent) {
    this.backend = backend;
    this.http = http;
    this.entrance = entrance;
    this.demoPresent = demoPresent;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/server", Policy.PUBLIC, this::server),
        Route.post("/setup", Policy.PUBLIC, this::setUp),
        Route.get("/session", Policy.ANY_MEMBER, this::session),
        Route.post("/session", Policy.PUBLIC, this::signIn),
        Route.delete("/session", Policy.ENROLLING, this::signOut));
  }

  record ProviderButton(String id, String name) {}

  /**
   * @param providers by which members may sign in
   * @param passwords who may sign in with a password
   */
  record ServerView(
      String version,
      boolean setupRequired,
      boolean demo,
      List<ProviderButton> providers,
      String passwords) {}

  record SetupRequest(
      @Nullable String token,
      @Nullable String name,
      @Nullable String email,
      @Nullable String password,
      @Nullable String workspace) {}

  record SignInRequest(@Nullable String email, @Nullable String password) {}

  private Response server(Request request) {
    return Response.ok(
        new ServerView(
            backend.version(),
            !backend.catalog().members().any(),
            demoPresent.getAsBoolean(),
            backend.catalog().signInProviders().enabled().stream()
                .map(provider -> new ProviderButton(provider.id(), provider.terms().name()))
                .toList(),
            backend.catalog().signInPolicies().get(1).passwords().text()));
  }

  private Response setUp(Request request) {
    SetupRequest setup = request.json(SetupRequest.class);
    String token = Fields.required("token", setup.token());
    String name = Fields.name("name", setup.name());
    String email = Fields.email("email", setup.email());
    String password = Fields.required("password", setup.password());
    String workspace = Fields.name("workspace", setup.workspace());
    if (!http.allowRemoteSetup() && !isLoopback(request.address())) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN,
          "Set up from the machine itself (for example through an SSH tunnel), or allow it from"
              + " elsewhere with server.allow-remote-setup=true.");
    }
    Entrance.refuseSlowly(backend.catalog().signInGuard().wait(email, request.address()));
    backend
        .passwords()
        .refuse(password, email)
        .ifPresent(
            reason -> {
              throw GatehouseException.invalid("password", reason);
            });
    String hash = backend.passwords().hash(password);
    Optional<Member> owner =
        backend
            .catalog()
            .inTransaction(() -> createOwner(request, token, name, email, hash, workspace));
    if (owner.isEmpty()) {
      backend.catalog().signInGuard().failed(email, request.address());
      throw new GatehouseException(
          ErrorCode.FORBIDDEN,
          "The setup token is wrong, used or older than an hour. The server prints a new one when"
              + " it starts.");
    }
    return entrance.enter(request, owner.get(), "password");
  }

  private Optional<Member> createOwner(
      Request request, String token, String name, String email, String hash, String workspace) {
    if (backend.catalog().members().any() || !backend.catalog().setup().redeem(token)) {
      return Optional.empty();
    }
    long id = backend.catalog().members().createWorkspace(workspace);
    Member owner = backend.catalog().members().create(id, name, email, hash, Role.OWNER, true);
    backend.catalog().audit().record(email, "workspace.create", workspace, "{}", request.address());
    return Optional.of(owner);
  }

  private Response signIn(Request request) {
    SignInRequest given = request.json(SignInRequest.class);
    String email = Fields.required("email", given.email()).strip();
    String password = Fields.required("password", given.password());
    Fields.maxLength("email", email, 254);
    refusePlainHttp(request, http);
    Member member = backend.catalog().members().byEmail(email).orElse(null);
    entrance.proveByPassword(request, email, member, password, "E-mail or password is not right.");
    if (member == null) {
      throw new IllegalStateException("nobody's password was right");
    }
    refuseWithoutPasswords(member);
    return entrance.firstStep(request, member, "password");
  }

  /** Only told to those who know the password. */
  private void refuseWithoutPasswords(Member member) {
    SignInPolicies.Passwords passwords =
        backend.catalog().signInPolicies().get(member.workspaceId()).passwords();
    if (!passwords.allow(member.role())) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN,
          "Your workspace has switched passwords off"
              + (passwords == SignInPolicies.Passwords.OWNERS ? " for all but owners" : "")
              + ". Sign in with a passkey or by the provider of your organisation.");
    }
  }

  static void refusePlainHttp(Request request, HttpConfig http) {
    if (!request.secure() && !http.allowPlainHttpSignIn() && !isLoopback(request.address())) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN,
          "Signing in over plain HTTP is refused, because the password could be read on the way."
              + " Use HTTPS, or set server.allow-plain-http-sign-in=true.");
    }
  }

  private Response session(Request request) {
    Principal principal = request.requirePrincipal();
    return Response.ok(
        entrance.view(principal.member(), principal.role(), principal.lacksFactor()));
  }

  private Response signOut(Request request) {
    Principal principal = request.requirePrincipal();
    String session = principal.sessionId();
    if (session != null) {
      backend.catalog().sessions().end(principal.member().id(), session);
    }
    return Response.noContent().withHeader("Set-Cookie", Entrance.cookie(request, "", 0));
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
