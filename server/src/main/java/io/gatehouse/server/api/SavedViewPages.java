// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.SavedViews;
import io.gatehouse.catalog.SavedViews.SavedView;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Principal;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Saved views: everyone keeps their own, editors keep those of the team. */
final class SavedViewPages {

  private static final int MAX_QUERY = 4_000;
  private static final int MAX_PAGE = 32;

  private final Backend backend;

  SavedViewPages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/views", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/views", Policy.VIEWER, this::create),
        Route.put("/apps/{app}/views/{id}", Policy.VIEWER, this::change),
        Route.delete("/apps/{app}/views/{id}", Policy.VIEWER, this::delete));
  }

  record ViewRequest(
      @Nullable String name,
      @Nullable String page,
      @Nullable String query,
      @Nullable Boolean team) {}

  record ViewChange(@Nullable String name, @Nullable String query) {}

  record ViewItem(String id, String name, String page, String query, boolean team) {

    static ViewItem of(SavedView view) {
      return new ViewItem(
          view.id(), view.name(), view.page(), view.query(), view.memberId() == null);
    }
  }

  private Response list(Request request) {
    return Response.ok(
        ItemList.all(
            views().list(backend.app(request), member(request)).stream()
                .map(ViewItem::of)
                .toList()));
  }

  private Response create(Request request) {
    App app = backend.app(request);
    ViewRequest wanted = request.json(ViewRequest.class);
    String name = Fields.name("name", wanted.name());
    String page = Fields.text("page", wanted.page(), MAX_PAGE);
    String query = query(wanted.query());
    boolean team = Fields.or(wanted.team(), false);
    if (!team) {
      return Response.created(
          ViewItem.of(made(() -> views().create(app, member(request), page, name, query))));
    }
    requireEditor(request);
    return Response.created(
        ViewItem.of(
            made(
                () ->
                    backend.audited(
                        request,
                        "view.create",
                        app.id() + " " + name,
                        Map.of("query", query),
                        () -> views().create(app, null, page, name, query)))));
  }

  private static SavedView made(java.util.function.Supplier<SavedView> create) {
    try {
      return create.get();
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "No new saved view: " + e.getMessage() + ".", e);
    }
  }

  private Response change(Request request) {
    App app = backend.app(request);
    SavedView view = own(request, app);
    ViewChange wanted = request.json(ViewChange.class);
    String name = wanted.name() == null ? view.name() : Fields.name("name", wanted.name());
    String query = wanted.query() == null ? view.query() : query(wanted.query());
    changing(request, app, "view.update", view, () -> views().change(view, name, query));
    return Response.ok(
        ViewItem.of(new SavedView(view.id(), view.memberId(), view.page(), name, query)));
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    SavedView view = own(request, app);
    changing(request, app, "view.delete", view, () -> views().delete(view));
    return Response.noContent();
  }

  /** What concerns the team is written into the audit trail; what is personal is nobody's. */
  private void changing(Request request, App app, String action, SavedView view, Runnable change) {
    if (view.memberId() != null) {
      change.run();
      return;
    }
    backend.audited(
        request,
        action,
        app.id() + " " + view.name(),
        Map.of("query", view.query()),
        () -> {
          change.run();
          return view;
        });
  }

  private SavedView own(Request request, App app) {
    String id = request.pathValue("id");
    SavedView view =
        views()
            .find(app, member(request), id)
            .orElseThrow(() -> GatehouseException.notFound("saved view", id));
    if (view.memberId() == null) {
      requireEditor(request);
    }
    return view;
  }

  private static void requireEditor(Request request) {
    Principal principal = request.requirePrincipal();
    if (!principal.role().includes(Role.EDITOR)) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN,
          "Views of the team need the role editor; you have " + principal.role().text() + ".");
    }
  }

  private static String query(@Nullable String text) {
    String query = Fields.required("query", text);
    Fields.maxLength("query", query, MAX_QUERY);
    return query;
  }

  private SavedViews views() {
    return backend.catalog().savedViews();
  }

  private static String member(Request request) {
    return request.requirePrincipal().member().id();
  }
}
