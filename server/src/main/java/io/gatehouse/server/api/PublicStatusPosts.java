// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.QuietTimes;
import io.gatehouse.catalog.StatusPages.Component;
import io.gatehouse.catalog.StatusPages.StoredPage;
import io.gatehouse.catalog.StatusPosts;
import io.gatehouse.catalog.StatusPosts.Post;
import io.gatehouse.catalog.StatusPosts.Terms;
import io.gatehouse.catalog.StatusPosts.Update;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.Watch;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Incidents and planned maintenance, which editors tell on a status page. */
final class PublicStatusPosts {

  private static final List<String> IMPACTS = List.of("none", "degraded", "outage");
  private static final List<String> INCIDENT =
      List.of("investigating", "identified", "monitoring", "resolved");
  private static final List<String> MAINTENANCE = List.of("scheduled", "started", "completed");
  private static final long LONGEST_MILLIS = 30L * 86_400_000;

  private final Backend backend;
  private final Watch watch;

  PublicStatusPosts(Backend backend, Watch watch) {
    this.backend = backend;
    this.watch = watch;
  }

  List<Route> routes() {
    String posts = "/apps/{app}/status-pages/{page}/posts";
    return List.of(
        Route.get(posts, Policy.VIEWER, this::list),
        Route.post(posts, Policy.EDITOR, this::create),
        Route.patch(posts + "/{post}", Policy.EDITOR, this::change),
        Route.delete(posts + "/{post}", Policy.EDITOR, this::delete),
        Route.post(posts + "/{post}/updates", Policy.EDITOR, this::tell));
  }

  /**
   * @param quiet monitors of the components are in maintenance meanwhile; null = yes
   */
  record PostRequest(
      @Nullable String kind,
      @Nullable String title,
      @Nullable String impact,
      @Nullable List<String> components,
      @Nullable String startsAt,
      @Nullable String endsAt,
      @Nullable Boolean quiet,
      @Nullable String state,
      @Nullable String text) {}

  record PostTerms(
      @Nullable String title,
      @Nullable String impact,
      @Nullable List<String> components,
      @Nullable String startsAt,
      @Nullable String endsAt) {}

  record UpdateRequest(@Nullable String state, @Nullable String text) {}

  record UpdateView(String id, String at, String state, String text, String createdBy) {}

  /**
   * @param components ids; empty = all
   * @param quiet monitors are in maintenance meanwhile
   */
  record PostView(
      String id,
      String kind,
      String title,
      String impact,
      List<String> components,
      String startsAt,
      @Nullable String endsAt,
      String state,
      boolean quiet,
      List<UpdateView> updates,
      String createdAt,
      String createdBy) {

    static PostView of(Post post) {
      return new PostView(
          post.id(),
          post.kind(),
          post.terms().title(),
          post.terms().impact(),
          post.terms().components(),
          Times.ofMillis(post.terms().startsAt()),
          post.terms().endsAt() == 0 ? null : Times.ofMillis(post.terms().endsAt()),
          post.state(),
          post.quietTime() != null,
          post.updates().stream()
              .map(
                  one ->
                      new UpdateView(
                          one.id(),
                          Times.ofMillis(one.at()),
                          one.state(),
                          one.text(),
                          one.createdBy()))
              .toList(),
          Times.ofMillis(post.createdAt()),
          post.createdBy());
    }
  }

  private StatusPosts posts() {
    return backend.catalog().statusPosts();
  }

  private static Post find(StatusPosts posts, StoredPage page, Request request) {
    String id = request.pathValue("post");
    return posts.find(page.id(), id).orElseThrow(() -> GatehouseException.notFound("post", id));
  }

  private Response list(Request request) {
    StoredPage page = PublicStatusPages.find(backend, backend.app(request), request);
    return Response.ok(
        ItemList.page(
            request,
            posts().list(page.id(), StatusPosts.MAX_POSTS).stream().map(PostView::of).toList()));
  }

  private Response create(Request request) {
    App app = backend.app(request);
    StoredPage page = PublicStatusPages.find(backend, app, request);
    PostRequest wanted = request.json(PostRequest.class);
    String kind = Fields.required("kind", wanted.kind());
    Fields.oneOf("kind", kind, List.of("incident", "maintenance"));
    boolean planned = kind.equals("maintenance");
    String state = Fields.or(wanted.state(), planned ? "scheduled" : "investigating");
    Fields.oneOf("state", state, planned ? MAINTENANCE : INCIDENT);
    String impact = Fields.or(wanted.impact(), planned ? "none" : "degraded");
    Fields.oneOf("impact", impact, IMPACTS);
    long now = backend.clock().millis();
    long starts = wanted.startsAt() == null ? now : instant("startsAt", wanted.startsAt());
    Terms terms =
        new Terms(
            Fields.text("title", wanted.title(), 128),
            impact,
            components(page, wanted.components()),
            starts,
            planned ? plannedEnd(starts, wanted.endsAt()) : state.equals("resolved") ? now : 0);
    Update first = update(request, state, wanted.text(), now);
    boolean quiet = planned && Fields.or(wanted.quiet(), true);
    Post made =
        told(
            request,
            "status-post.create",
            app,
            page,
            terms.title(),
            first,
            () ->
                posts()
                    .create(
                        page, kind, terms, quiet ? quiet(request, app, page, terms) : null, first));
    return Response.created(PostView.of(made));
  }

  private static long instant(String field, String text) {
    return QuietPages.instant(field, text);
  }

  private static long plannedEnd(long starts, @Nullable String text) {
    long ends = instant("endsAt", Fields.required("endsAt", text));
    if (ends <= starts || ends - starts > LONGEST_MILLIS) {
      throw GatehouseException.invalid(
          "endsAt", "The field endsAt must be after startsAt, by at most 30 days.");
    }
    return ends;
  }

  private static List<String> components(StoredPage page, @Nullable List<String> wanted) {
    List<String> known = page.components().stream().map(Component::id).toList();
    List<String> ids = wanted == null ? List.of() : wanted.stream().distinct().toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw GatehouseException.invalid(
            "components",
            "The field components contains \"" + id + "\", which is not on this page.");
      }
    }
    return ids;
  }

  private Update update(Request request, String state, @Nullable String text, long now) {
    String told = Fields.required("text", text).strip();
    int length = told.codePointCount(0, told.length());
    if (length < 1 || length > 2_000) {
      throw GatehouseException.invalid(
          "text", "The field text has " + length + " characters, but needs 1 to 2,000.");
    }
    return new Update(
        UUID.randomUUID().toString(), now, state, told, request.requirePrincipal().actor());
  }

  /** Monitors of the components are in maintenance; returns the id of that quiet time. */
  private @Nullable String quiet(Request request, App app, StoredPage page, Terms terms) {
    List<String> monitors =
        page.components().stream()
            .filter(one -> terms.components().isEmpty() || terms.components().contains(one.id()))
            .map(Component::monitor)
            .toList();
    return monitors.isEmpty()
        ? null
        : backend
            .catalog()
            .quietTimes()
            .create(
                app,
                "maintenance",
                terms.title(),
                monitors,
                terms.startsAt(),
                terms.endsAt(),
                "never",
                request.requirePrincipal().actor())
            .id();
  }

  private void endQuiet(App app, Post post) {
    String id = post.quietTime();
    if (id != null) {
      QuietTimes quietTimes = backend.catalog().quietTimes();
      quietTimes.find(app.number(), id).ifPresent(quietTimes::end);
    }
  }

  private Post told(
      Request request,
      String action,
      App app,
      StoredPage page,
      String title,
      Update update,
      Supplier<Post> change) {
    try {
      Post post =
          backend.audited(
              request,
              action,
              app.id() + " " + page.terms().slug(),
              Map.of("title", title, "state", update.state(), "text", update.text()),
              change);
      changed();
      return post;
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not told: " + e.getMessage() + ".", e);
    }
  }

  private void changed() {
    watch.quietTimesChanged();
    watch.statusSite().changed();
  }

  private Response tell(Request request) {
    App app = backend.app(request);
    StoredPage page = PublicStatusPages.find(backend, app, request);
    Post post = find(posts(), page, request);
    UpdateRequest wanted = request.json(UpdateRequest.class);
    boolean planned = post.kind().equals("maintenance");
    String state = Fields.or(wanted.state(), post.state());
    Fields.oneOf("state", state, planned ? MAINTENANCE : INCIDENT);
    long last = post.updates().isEmpty() ? 0 : post.updates().get(0).at();
    long now = Math.max(backend.clock().millis(), last + 1);
    Update update = update(request, state, wanted.text(), now);
    Terms before = post.terms();
    long ends =
        planned
            ? (state.equals("completed") ? Math.min(before.endsAt(), now) : before.endsAt())
            : state.equals("resolved") ? now : 0;
    Terms terms =
        new Terms(
            before.title(),
            before.impact(),
            before.components(),
            Math.min(before.startsAt(), ends == 0 ? Long.MAX_VALUE : ends),
            ends);
    Post after =
        told(
            request,
            "status-post.update",
            app,
            page,
            before.title(),
            update,
            () -> {
              if (state.equals("completed")) {
                endQuiet(app, post);
              }
              return posts().add(post, terms, update);
            });
    return Response.created(PostView.of(after));
  }

  private Response change(Request request) {
    App app = backend.app(request);
    StoredPage page = PublicStatusPages.find(backend, app, request);
    Post post = find(posts(), page, request);
    PostTerms wanted = request.json(PostTerms.class);
    Terms before = post.terms();
    if (wanted.endsAt() != null && post.kind().equals("incident")) {
      throw GatehouseException.invalid(
          "endsAt",
          "The field endsAt is of maintenance only; an incident ends when it is resolved.");
    }
    String impact = Fields.or(wanted.impact(), before.impact());
    Fields.oneOf("impact", impact, IMPACTS);
    long starts =
        wanted.startsAt() == null ? before.startsAt() : instant("startsAt", wanted.startsAt());
    long ends = wanted.endsAt() == null ? before.endsAt() : plannedEnd(starts, wanted.endsAt());
    if (ends > 0 && ends < starts) {
      throw GatehouseException.invalid("startsAt", "The field startsAt must be before the end.");
    }
    Terms terms =
        new Terms(
            wanted.title() == null ? before.title() : Fields.text("title", wanted.title(), 128),
            impact,
            wanted.components() == null
                ? before.components()
                : components(page, wanted.components()),
            starts,
            ends);
    Post after =
        backend.audited(
            request,
            "status-post.update",
            app.id() + " " + page.terms().slug(),
            Map.of("before", before, "after", terms),
            () -> {
              endQuiet(app, post);
              boolean renews = post.quietTime() != null && ends > backend.clock().millis();
              return posts().change(post, terms, renews ? quiet(request, app, page, terms) : null);
            });
    changed();
    return Response.ok(PostView.of(after));
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    StoredPage page = PublicStatusPages.find(backend, app, request);
    Post post = find(posts(), page, request);
    backend.audited(
        request,
        "status-post.delete",
        app.id() + " " + page.terms().slug(),
        Map.of("title", post.terms().title(), "startsAt", Times.ofMillis(post.terms().startsAt())),
        () -> {
          endQuiet(app, post);
          posts().delete(post);
          return post;
        });
    changed();
    return Response.noContent();
  }
}
