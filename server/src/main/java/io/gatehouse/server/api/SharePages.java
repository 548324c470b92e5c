// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.ShareLinks;
import io.gatehouse.catalog.ShareLinks.ShareLink;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Share links: made and revoked by editors, opened by anyone who has one. */
final class SharePages {

  private static final int MAX_DAYS = 365;

  /** How long a link stays open after its password was told. */
  private static final Duration OPEN_FOR = Duration.ofHours(12);

  private static final long MAX_REACH_MINUTES = Duration.ofDays(90).toMinutes();

  private final Backend backend;

  SharePages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/shares", Policy.EDITOR, this::list),
        Route.post("/apps/{app}/shares", Policy.EDITOR, this::create),
        Route.delete("/apps/{app}/shares/{id}", Policy.EDITOR, this::revoke),
        Route.post("/shares/{share}/password", Policy.PUBLIC, this::unlock),
        Route.get("/shares/{share}", Policy.PUBLIC, this::open));
  }

  /**
   * @param from start of a fixed range; null with {@code rangeMinutes}
   * @param rangeMinutes length of a range that ends now; null with a fixed one
   * @param password null = whoever has the link can open it
   */
  record ShareRequest(
      @Nullable String name,
      @Nullable String env,
      @Nullable String q,
      @Nullable String from,
      @Nullable String to,
      @Nullable Integer rangeMinutes,
      @Nullable Integer expiresInDays,
      @Nullable String password) {}

  record ShareView(
      String id,
      String name,
      String prefix,
      String env,
      String q,
      @Nullable String from,
      @Nullable String to,
      @Nullable Long rangeMinutes,
      String createdBy,
      String createdAt,
      String expiresAt,
      @Nullable String lastUsedAt,
      boolean hasPassword) {

    static ShareView of(ShareLink link) {
      Long from = link.shown().fromMinute();
      Long to = link.shown().toMinute();
      Long used = link.lastUsedAt();
      return new ShareView(
          link.id(),
          link.name(),
          link.prefix(),
          link.shown().environment().isEmpty() ? "all" : link.shown().environment(),
          link.shown().filter(),
          from == null ? null : Times.ofMinute(from),
          to == null ? null : Times.ofMinute(to),
          from == null ? (Long) link.shown().reachMinutes() : null,
          link.createdBy(),
          Times.ofMillis(link.createdAt()),
          Times.ofMillis(link.expiresAt()),
          used == null ? null : Times.ofMillis(used),
          link.passwordHash() != null);
    }
  }

  /**
   * @param secret told once; the link is {@code <address of the server>/s/<secret>}
   */
  record CreatedShare(ShareView share, String secret, String url) {}

  record PasswordRequest(@Nullable String password) {}

  /**
   * @param proof to be sent with what is asked for next, as the header {@code Gatehouse-Share}
   */
  record UnlockedShare(String proof, String until) {}

  /** What its reader is told about a link: not who made it, and not how. */
  record OpenedShare(
      String name,
      String appName,
      String env,
      String q,
      String from,
      String to,
      boolean fixedRange,
      String expiresAt) {}

  private Response list(Request request) {
    App app = backend.app(request);
    return Response.ok(
        ItemList.all(
            backend.catalog().shareLinks().list(app).stream().map(ShareView::of).toList()));
  }

  private Response create(Request request) {
    App app = backend.app(request);
    ShareRequest wanted = request.json(ShareRequest.class);
    String name = Fields.name("name", wanted.name());
    ShareLinks.Shown shown = shown(wanted);
    int days = Fields.between("expiresInDays", wanted.expiresInDays(), 1, MAX_DAYS);
    Instant expires = backend.clock().instant().plus(Duration.ofDays(days));
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("env", shown.environment());
    detail.put("q", shown.filter());
    detail.put("expiresInDays", days);
    detail.put("password", wanted.password() != null);
    String passwordHash = passwordHash(wanted.password());
    try {
      ShareLinks.Created created =
          backend.audited(
              request,
              "share.create",
              app.id() + " " + name,
              detail,
              () ->
                  backend
                      .catalog()
                      .shareLinks()
                      .create(
                          app,
                          name,
                          shown,
                          request.requirePrincipal().member().email(),
                          expires.toEpochMilli(),
                          passwordHash));
      return Response.created(
          new CreatedShare(
              ShareView.of(created.link()),
              created.secret(),
              request.baseUrl() + "/s/" + created.secret()));
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "No new share link: " + e.getMessage() + ".", e);
    }
  }

  private @Nullable String passwordHash(@Nullable String password) {
    if (password == null) {
      return null;
    }
    backend
        .passwords()
        .refuse(password, "")
        .ifPresent(
            reason -> {
              throw GatehouseException.invalid("password", reason);
            });
    return backend.passwords().hash(password);
  }

  private static ShareLinks.Shown shown(ShareRequest wanted) {
    String filter = Fields.or(wanted.q(), "").strip();
    Fields.maxLength("q", filter, 2_000);
    String environment = Fields.or(wanted.env(), "all");
    Fields.maxLength("env", environment, 32);
    FilterParser.Parsed parsed = FilterParser.parse(filter);
    if (!parsed.problems().isEmpty()) {
      FilterParser.Problem first = parsed.problems().get(0);
      throw GatehouseException.invalid(
          "q", "The filter has \"" + first.token() + "\": " + first.reason() + ".");
    }
    if (!SharedScope.canShow(parsed.filter())) {
      throw GatehouseException.invalid(
          "q",
          "A shared view cannot be filtered by contents of requests, addresses or traces,"
              + " nor by more than 25 conditions.");
    }
    String env = environment.equals("all") ? "" : environment;
    if (wanted.from() == null && wanted.to() == null) {
      int reach = Fields.between("rangeMinutes", wanted.rangeMinutes(), 1, (int) MAX_REACH_MINUTES);
      return new ShareLinks.Shown(env, filter, null, null, reach);
    }
    long from = minute("from", wanted.from());
    long to = minute("to", wanted.to());
    if (from >= to || to - from > MAX_REACH_MINUTES) {
      throw GatehouseException.invalid("from", "The range must have 1 minute to 90 days.");
    }
    return new ShareLinks.Shown(env, filter, from, to, 0);
  }

  private static long minute(String field, @Nullable String text) {
    try {
      return Math.floorDiv(Instant.parse(Fields.required(field, text)).getEpochSecond(), 60);
    } catch (DateTimeParseException e) {
      throw GatehouseException.invalid(
          field, "The field " + field + " must be a time such as 2026-03-01T10:00:00Z.");
    }
  }

  private Response revoke(Request request) {
    App app = backend.app(request);
    String id = request.pathValue("id");
    boolean revoked =
        backend.audited(
            request,
            "share.revoke",
            app.id() + " " + id,
            Map.of(),
            () -> backend.catalog().shareLinks().revoke(app, id));
    if (!revoked) {
      throw GatehouseException.notFound("share link", id);
    }
    return Response.noContent();
  }

  /** Takes the password of a link; after some wrong ones each further try has to wait. */
  private Response unlock(Request request) {
    ShareLink link = SharedScope.named(backend, request).link();
    String password = Fields.required("password", request.json(PasswordRequest.class).password());
    Fields.maxLength("password", password, 256);
    String subject = "share " + link.id();
    Duration wait = backend.catalog().signInGuard().wait(subject, request.address());
    if (!wait.isZero()) {
      throw GatehouseException.tryLater(
          ErrorCode.TOO_MANY,
          "Too many wrong passwords. Wait " + Math.max(1, wait.toSeconds()) + " s.",
          wait.toSeconds());
    }
    long until = Math.min(link.expiresAt(), backend.clock().millis() + OPEN_FOR.toMillis());
    boolean right = backend.passwords().matches(password, link.passwordHash());
    String proof = link.proof(until);
    if (!right || proof == null) {
      backend.catalog().signInGuard().failed(subject, request.address());
      throw new GatehouseException(
          ErrorCode.PASSWORD_NEEDED, "This is not the password of the link.");
    }
    backend.catalog().signInGuard().succeeded(subject);
    return Response.ok(new UnlockedShare(proof, Times.ofMillis(until)));
  }

  private Response open(Request request) {
    SharedScope shared = SharedScope.of(backend, request);
    ShareLink link = shared.link();
    TimeRange limits = shared.limits(backend.clock().instant());
    return Response.ok(
        new OpenedShare(
            link.name(),
            shared.app().name(),
            link.shown().environment().isEmpty() ? "all" : link.shown().environment(),
            link.shown().filter(),
            Times.ofMinute(limits.fromEpochMinute()),
            Times.ofMinute(limits.toEpochMinute()),
            link.shown().fromMinute() != null,
            Times.ofMillis(link.expiresAt())));
  }
}
