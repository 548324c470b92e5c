// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.StatusPages;
import io.gatehouse.catalog.StatusPages.Component;
import io.gatehouse.catalog.StatusPages.StoredPage;
import io.gatehouse.catalog.StatusPages.Terms;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.Watch;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Status pages of an app: what they show, and whether anyone can read them. */
final class PublicStatusPages {

  private static final String DEFAULT_COLOR = "#0f766e";
  private static final int MOST_LATENCIES = 10;

  private final Backend backend;
  private final Watch watch;

  PublicStatusPages(Backend backend, Watch watch) {
    this.backend = backend;
    this.watch = watch;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/status-pages", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/status-pages", Policy.EDITOR, this::create),
        Route.get("/apps/{app}/status-pages/{page}", Policy.VIEWER, this::get),
        Route.patch("/apps/{app}/status-pages/{page}", Policy.EDITOR, this::change),
        Route.delete("/apps/{app}/status-pages/{page}", Policy.EDITOR, this::delete));
  }

  /**
   * @param name null = that of the monitor
   */
  record ComponentRequest(
      @Nullable String monitorId,
      @Nullable String name,
      @Nullable String group,
      @Nullable Boolean latency) {}

  record PageRequest(
      @Nullable String slug,
      @Nullable String title,
      @Nullable String about,
      @Nullable String color,
      @Nullable Boolean published,
      @Nullable List<ComponentRequest> components) {}

  /**
   * @param id as in the addresses of badges
   */
  record ComponentView(
      String id,
      String monitorId,
      String monitorName,
      String name,
      String group,
      boolean latency) {}

  /**
   * @param url where the public reads it, once it is published
   */
  record PageView(
      String id,
      String slug,
      String title,
      String about,
      String color,
      boolean published,
      String url,
      List<ComponentView> components,
      String createdAt,
      String createdBy,
      String changedAt) {}

  private StatusPages pages() {
    return backend.catalog().statusPages();
  }

  private PageView view(Request request, App app, StoredPage page) {
    Map<String, StoredMonitor> monitors = monitors(app);
    List<ComponentView> components = new ArrayList<>();
    for (Component component : page.components()) {
      StoredMonitor monitor = monitors.get(component.monitor());
      components.add(
          new ComponentView(
              component.id(),
              component.monitor(),
              monitor == null ? "" : monitor.terms().name(),
              component.name(),
              component.group(),
              component.latency()));
    }
    return new PageView(
        page.id(),
        page.terms().slug(),
        page.terms().title(),
        page.terms().about(),
        page.terms().color(),
        page.terms().published(),
        request.baseUrl() + "/status/" + page.terms().slug(),
        components,
        Times.ofMillis(page.createdAt()),
        page.createdBy(),
        Times.ofMillis(page.changedAt()));
  }

  private Map<String, StoredMonitor> monitors(App app) {
    return backend.catalog().monitors().list(app).stream()
        .collect(Collectors.toMap(StoredMonitor::id, Function.identity()));
  }

  /** The page the request names; else 404. */
  static StoredPage find(Backend backend, App app, Request request) {
    String id = request.pathValue("page");
    return backend
        .catalog()
        .statusPages()
        .find(app.number(), id)
        .orElseThrow(() -> GatehouseException.notFound("status page", id));
  }

  private Response list(Request request) {
    App app = backend.app(request);
    return Response.ok(
        ItemList.all(
            pages().list(app.number()).stream().map(page -> view(request, app, page)).toList()));
  }

  private Response get(Request request) {
    App app = backend.app(request);
    return Response.ok(view(request, app, find(backend, app, request)));
  }

  private Response create(Request request) {
    App app = backend.app(request);
    PageRequest wanted = request.json(PageRequest.class);
    Terms terms = terms(wanted, new Terms(app.id(), app.name(), "", DEFAULT_COLOR, false));
    List<Component> components = components(app, wanted.components(), List.of());
    StoredPage made =
        kept(
            () ->
                backend.audited(
                    request,
                    "status-page.create",
                    one -> app.id() + " " + one.id(),
                    audited(terms, components),
                    () ->
                        pages()
                            .create(app, terms, components, request.requirePrincipal().actor())));
    watch.statusSite().changed();
    return Response.created(view(request, app, made));
  }

  private Response change(Request request) {
    App app = backend.app(request);
    StoredPage before = find(backend, app, request);
    PageRequest wanted = request.json(PageRequest.class);
    Terms terms = terms(wanted, before.terms());
    List<Component> components =
        wanted.components() == null
            ? before.components()
            : components(app, wanted.components(), before.components());
    StoredPage after =
        kept(
            () ->
                backend.audited(
                    request,
                    "status-page.update",
                    app.id() + " " + before.id(),
                    Map.of(
                        "before", audited(before.terms(), before.components()),
                        "after", audited(terms, components)),
                    () -> pages().change(before, terms, components)));
    watch.statusSite().changed();
    return Response.ok(view(request, app, after));
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    StoredPage page = find(backend, app, request);
    backend.audited(
        request,
        "status-page.delete",
        app.id() + " " + page.id(),
        audited(page.terms(), page.components()),
        () -> {
          pages().delete(page);
          return page;
        });
    watch.statusSite().changed();
    return Response.noContent();
  }

  private static StoredPage kept(java.util.function.Supplier<StoredPage> change) {
    try {
      return change.get();
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not kept: " + e.getMessage() + ".", e);
    }
  }

  private static Map<String, ?> audited(Terms terms, List<Component> components) {
    return Map.of(
        "slug", terms.slug(),
        "title", terms.title(),
        "published", terms.published(),
        "components", components.stream().map(Component::name).toList());
  }

  private static Terms terms(PageRequest wanted, Terms before) {
    String slug = wanted.slug() == null ? before.slug() : wanted.slug().strip();
    if (!slug.matches("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")) {
      throw GatehouseException.invalid(
          "slug",
          "The field slug is \""
              + slug
              + "\", but must have 1 to 64 of a-z, 0-9 and - between them.");
    }
    String color = Fields.or(wanted.color(), before.color());
    if (!color.matches("#[0-9a-fA-F]{6}")) {
      throw GatehouseException.invalid(
          "color", "The field color is \"" + color + "\", but must be such as #0f766e.");
    }
    String about = wanted.about() == null ? before.about() : wanted.about().strip();
    return new Terms(
        slug,
        wanted.title() == null ? before.title() : Fields.name("title", wanted.title()),
        about.isEmpty() ? "" : Fields.text("about", about, 500),
        color,
        Fields.or(wanted.published(), before.published()));
  }

  private List<Component> components(
      App app, @Nullable List<ComponentRequest> wanted, List<Component> before) {
    List<ComponentRequest> list = Fields.or(wanted, List.<ComponentRequest>of());
    if (list.size() > StatusPages.MAX_COMPONENTS) {
      throw GatehouseException.invalid(
          "components",
          "The field components has "
              + list.size()
              + " entries; at most "
              + StatusPages.MAX_COMPONENTS
              + ".");
    }
    Map<String, StoredMonitor> monitors = monitors(app);
    Map<String, String> ids = new HashMap<>();
    before.forEach(one -> ids.put(one.monitor(), one.id()));
    Set<String> seen = new HashSet<>();
    List<Component> components = new ArrayList<>();
    for (ComponentRequest one : list) {
      Component component = component(one, monitors, ids);
      if (!seen.add(component.monitor())) {
        throw GatehouseException.invalid(
            "components.monitorId", "The monitor " + component.monitor() + " is there twice.");
      }
      components.add(component);
    }
    if (components.stream().filter(Component::latency).count() > MOST_LATENCIES) {
      throw GatehouseException.invalid(
          "components.latency",
          "Response times can be shown of at most " + MOST_LATENCIES + " components.");
    }
    return components;
  }

  private static Component component(
      ComponentRequest wanted, Map<String, StoredMonitor> monitors, Map<String, String> ids) {
    String id = Fields.required("components.monitorId", wanted.monitorId());
    StoredMonitor monitor = monitors.get(id);
    if (monitor == null) {
      throw GatehouseException.invalid(
          "components.monitorId",
          "The field components.monitorId is \"" + id + "\", but there is no such monitor.");
    }
    String group = Fields.or(wanted.group(), "").strip();
    return new Component(
        ids.getOrDefault(id, ""),
        id,
        Fields.name("components.name", Fields.or(wanted.name(), monitor.terms().name())),
        group.isEmpty() ? "" : Fields.name("components.group", group),
        Fields.or(wanted.latency(), false));
  }
}
