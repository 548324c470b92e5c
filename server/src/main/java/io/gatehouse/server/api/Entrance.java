// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Passkeys.Passkey;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.Sessions;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Authenticator;
import io.gatehouse.server.http.Json;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.signin.Codes;
import io.gatehouse.server.signin.Tickets;
import io.gatehouse.server.signin.Tickets.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What follows once somebody has shown who they are: a second step, or a session. */
final class Entrance {

  private static final Duration STEP_LIFE = Duration.ofMinutes(5);
  private static final int MAX_WRONG_CODES = 5;

  private final Backend backend;
  private final Codes codes;
  private final BooleanSupplier demoPresent;
  private final Tickets<FirstStep> steps;

  /**
   * @param demoPresent whether the demo's data is there
   */
  Entrance(Backend backend, Codes codes, BooleanSupplier demoPresent) {
    this.backend = backend;
    this.codes = codes;
    this.demoPresent = demoPresent;
    this.steps = new Tickets<>(backend.clock(), STEP_LIFE);
  }

  List<Route> routes() {
    return List.of(Route.post("/session/second-factor", Policy.PUBLIC, this::secondStep));
  }

  /**
   * Somebody who has shown one thing.
   *
   * @param method how, for example {@code password}
   */
  private record FirstStep(String memberId, String method, int wrongCodes) {}

  /**
   * What is asked next.
   *
   * @param methods of {@code code}, {@code recovery} and {@code passkey} those the member has
   */
  record StepView(String ticket, List<String> methods) {}

  record CodeRequest(@Nullable String ticket, @Nullable String code) {}

  record WorkspaceView(String name) {}

  /**
   * @param secondFactorNeeded nothing else can be done before the member has a second factor
   */
  record SessionView(
      Profiles.ProfileView user,
      WorkspaceView workspace,
      boolean secondFactorNeeded,
      boolean demo,
      String version) {}

  /** Somebody has shown one thing: asks for the second factor of those who have one. */
  Response firstStep(Request request, Member member, String method) {
    if (!backend.catalog().secondFactors().has(member.id())) {
      return enter(request, member, method);
    }
    StepView step = step(request, member, method);
    return Response.json(202, step);
  }

  /** The same for those who come back from elsewhere with a browser that waits for no answer. */
  StepView step(Request request, Member member, String method) {
    String ticket = steps.issue(new FirstStep(member.id(), method, 0), request.address());
    return new StepView(ticket, methods(member));
  }

  private List<String> methods(Member member) {
    List<String> methods = new ArrayList<>();
    if (hasApp(member)) {
      methods.add("code");
    }
    List<Passkey> passkeys = backend.catalog().passkeys().list(member.id());
    if (!passkeys.isEmpty()) {
      methods.add("passkey");
    }
    if (backend.catalog().secondFactors().recoveryCodesLeft(member.id()) > 0) {
      methods.add("recovery");
    }
    return List.copyOf(methods);
  }

  private boolean hasApp(Member member) {
    return backend
        .catalog()
        .secondFactors()
        .totp(member.id())
        .filter(totp -> totp.confirmedAt() != null)
        .isPresent();
  }

  private Response secondStep(Request request) {
    CodeRequest given = request.json(CodeRequest.class);
    String code = Fields.text("code", given.code(), 64);
    Held<FirstStep> step =
        steps.take(Fields.required("ticket", given.ticket())).orElseThrow(Entrance::tooLate);
    Member member = member(step.value().memberId()).orElseThrow(Entrance::tooLate);
    try {
      proveByCode(request, member, code);
    } catch (GatehouseException e) {
      FirstStep first = step.value();
      int wrong = first.wrongCodes() + (e.code() == ErrorCode.WRONG_CREDENTIALS ? 1 : 0);
      if (wrong < MAX_WRONG_CODES) {
        steps.giveBack(step.with(new FirstStep(first.memberId(), first.method(), wrong)));
      }
      throw e;
    }
    return enter(request, member, step.value().method() + "+code");
  }

  private static GatehouseException tooLate() {
    return new GatehouseException(
        ErrorCode.SIGN_IN_AGAIN,
        "This sign-in took more than "
            + STEP_LIFE.toMinutes()
            + " minutes or too many tries. Begin again.");
  }

  private Optional<Member> member(String id) {
    return backend.catalog().members().byId(id).filter(found -> !found.disabled());
  }

  /**
   * Takes a code of the member's app, or a recovery code.
   *
   * @throws GatehouseException when it is none, or too many were not
   */
  void proveByCode(Request request, Member member, String code) {
    refuseSlowly(backend.catalog().signInGuard().attemptCode(member.email(), request.address()));
    if (!codes.proves(member.id(), code)) {
      refused(request, member.email(), "code");
      throw new GatehouseException(
          ErrorCode.WRONG_CREDENTIALS,
          "This code is not right, or was used before. An app shows a new one every 30 seconds.");
    }
    backend.catalog().signInGuard().succeeded(member.email());
  }

  /**
   * Takes the member's password.
   *
   * @param member null = the e-mail is unknown; it takes as long
   * @throws GatehouseException when it is another one, or too many were
   */
  void proveByPassword(
      Request request, String email, @Nullable Member member, String password, String complaint) {
    Fields.maxLength("password", password, 256);
    refuseSlowly(backend.catalog().signInGuard().attempt(email, request.address()));
    String hash = member == null ? null : member.passwordHash();
    boolean matches = backend.passwords().matches(password, hash);
    if (!matches || member == null || member.disabled()) {
      refused(request, email, "password");
      throw new GatehouseException(ErrorCode.WRONG_CREDENTIALS, complaint);
    }
    if (hash != null && backend.passwords().isOutdated(hash)) {
      backend.catalog().members().setPasswordHash(member.id(), backend.passwords().hash(password));
    }
    // Whoever has a second factor is not in yet: the count of wrong passwords stays until then.
    if (!backend.catalog().secondFactors().has(member.id())) {
      backend.catalog().signInGuard().succeeded(email);
    }
  }

  /** Counts and records a try that failed. */
  void refused(Request request, String email, String with) {
    refused(request, email, with, "");
  }

  /**
   * The same with a reason.
   *
   * @param reason for those who read the audit trail
   */
  void refused(Request request, String email, String with, String reason) {
    String clean = reason.replaceAll("\\p{Cntrl}", "?");
    Map<String, String> detail =
        reason.isEmpty()
            ? Map.of("with", with)
            : Map.of("with", with, "reason", clean.substring(0, Math.min(500, clean.length())));
    backend.catalog().signInGuard().failedFrom(request.address());
    String shown = email.replaceAll("\\p{Cntrl}", "?");
    backend
        .catalog()
        .audit()
        .record(
            shown,
            "session.refused",
            shown,
            Json.MAPPER.valueToTree(detail).toString(),
            request.address());
  }

  static void refuseSlowly(Duration wait) {
    if (!wait.isZero()) {
      throw GatehouseException.tryLater(
          ErrorCode.TOO_MANY,
          "Too many failed tries. Wait " + Math.max(1, wait.toSeconds()) + " s.",
          wait.toSeconds());
    }
  }

  /** Begins a session. */
  Response enter(Request request, Member member, String method) {
    return withSession(
        request,
        member,
        method,
        Response.created(view(member, member.role(), lacksFactor(member))));
  }

  /** Whether somebody who signs in without a provider still needs a second factor. */
  boolean lacksFactor(Member member) {
    return backend.catalog().signInPolicies().get(member.workspaceId()).secondFactor()
        && !backend.catalog().secondFactors().has(member.id());
  }

  /** Begins a session with another answer than the usual one. */
  Response withSession(Request request, Member member, String method, Response answer) {
    Sessions.Created session =
        backend
            .catalog()
            .sessions()
            .create(member.id(), method, request.address(), request.userAgent());
    backend.catalog().members().touch(member.id());
    backend
        .catalog()
        .audit()
        .record(
            member.email(),
            "session.create",
            member.email(),
            "{\"with\":\"" + method + "\"}",
            request.address());
    return answer.withHeader(
        "Set-Cookie", cookie(request, session.secret(), Sessions.ABSOLUTE.toSeconds()));
  }

  static String cookie(Request request, String secret, long maxAgeSeconds) {
    return (request.secure()
            ? Authenticator.SECURE_COOKIE + "=" + secret + "; Secure"
            : Authenticator.PLAIN_COOKIE + "=" + secret)
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + maxAgeSeconds;
  }

  SessionView view(Member member, Role role, boolean lacksFactor) {
    return new SessionView(
        Profiles.ProfileView.of(member, role),
        new WorkspaceView(
            backend.catalog().members().workspaceName(member.workspaceId()).orElse("")),
        lacksFactor,
        demoPresent.getAsBoolean(),
        backend.version());
  }
}
