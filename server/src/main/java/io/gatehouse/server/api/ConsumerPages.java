// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Consumers;
import io.gatehouse.catalog.Consumers.NamedConsumer;
import io.gatehouse.server.ConsumerErasure;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.ConsumerQueries;
import io.gatehouse.storage.ConsumerQueries.ConsumerRow;
import io.gatehouse.storage.ConsumerQueries.GroupRow;
import io.gatehouse.storage.ConsumerQueries.Sort;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Consumers, one consumer, and groups. */
final class ConsumerPages {

  private static final double ERRORING_SHARE = 0.1;

  private static final Map<String, Sort> SORTS = sorts();

  private final Backend backend;
  private final Trends trends;
  private final BiConsumer<Integer, List<ConsumerReport>> describe;
  private final ConsumerErasure erasure;

  /**
   * @param describe makes the store show consumers of an app under other names and groups
   */
  ConsumerPages(
      Backend backend,
      BiConsumer<Integer, List<ConsumerReport>> describe,
      ConsumerErasure erasure) {
    this.backend = backend;
    this.trends = new Trends(backend);
    this.describe = describe;
    this.erasure = erasure;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/consumers", Policy.VIEWER, this::list),
        Route.get("/apps/{app}/consumers/{identifier}", Policy.VIEWER, this::get),
        Route.patch("/apps/{app}/consumers/{identifier}", Policy.EDITOR, this::update),
        Route.post("/apps/{app}/consumers/{identifier}/erase", Policy.ADMIN, this::erase)
            .whenProven(),
        Route.get("/apps/{app}/groups", Policy.VIEWER, this::groups),
        Route.post("/apps/{app}/groups", Policy.EDITOR, this::createGroup),
        Route.patch("/apps/{app}/groups/{name}", Policy.EDITOR, this::renameGroup),
        Route.delete("/apps/{app}/groups/{name}", Policy.EDITOR, this::deleteGroup));
  }

  private static Map<String, Sort> sorts() {
    Map<String, Sort> sorts = new LinkedHashMap<>();
    sorts.put("requests", Sort.REQUESTS);
    sorts.put("errors", Sort.ERRORS);
    sorts.put("errorRate", Sort.ERROR_RATE);
    sorts.put("p95", Sort.P95);
    sorts.put("bytes", Sort.BYTES);
    sorts.put("endpoints", Sort.ENDPOINTS);
    sorts.put("firstSeen", Sort.FIRST_SEEN);
    sorts.put("lastSeen", Sort.LAST_SEEN);
    sorts.put("identifier", Sort.IDENTIFIER);
    return sorts;
  }

  record ConsumerView(
      String id,
      String identifier,
      @Nullable String name,
      @Nullable String group,
      boolean namePinned,
      boolean groupPinned,
      long requests,
      @Nullable Long previousRequests,
      long errors,
      long clientErrors,
      long serverErrors,
      @Nullable Double p95Ms,
      long bytes,
      long endpoints,
      String firstSeen,
      String lastSeen,
      List<String> flags,
      List<Long> trend) {}

  record ConsumerPage(List<ConsumerView> items, @Nullable String nextCursor, long total) {}

  /** An absent field stays as it is; JSON null clears it. */
  record ConsumerChange(
      @Nullable JsonNode name,
      @Nullable JsonNode group,
      @Nullable Boolean namePinned,
      @Nullable Boolean groupPinned) {}

  record GroupView(
      String name,
      long members,
      long active,
      long requests,
      long errors,
      @Nullable Double p95Ms,
      long bytes) {}

  record GroupRequest(@Nullable String name) {}

  private Response list(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    Sort sort =
        SORTS.getOrDefault(request.choice("sort", List.copyOf(SORTS.keySet())), Sort.REQUESTS);
    boolean descending = request.choice("dir", List.of("desc", "asc")).equals("desc");
    String flag = request.choice("flag", List.of("all", "new", "silent", "erroring"));
    ConsumerQueries.Page page =
        backend
            .storage()
            .consumers()
            .list(
                view.scope(),
                request.parameter("search").orElse(""),
                ConsumerQueries.Flag.valueOf(flag.toUpperCase(Locale.ROOT)),
                sort,
                descending,
                request.parameter("cursor").orElse(null),
                ItemList.limit(request));
    Map<String, Long> before = before(view, page.items());
    boolean trend = request.choice("trend", List.of("false", "true")).equals("true");
    Map<String, List<Long>> lines =
        trend
            ? trends.of(
                view.scope(),
                Dimension.CONSUMER,
                page.items().stream().map(ConsumerRow::identifier).toList())
            : Map.of();
    List<ConsumerView> items = new ArrayList<>();
    for (ConsumerRow row : page.items()) {
      items.add(
          view(
              app,
              view,
              row,
              view.previous() == null ? null : before.getOrDefault(row.identifier(), 0L),
              lines.getOrDefault(row.identifier(), List.of())));
    }
    return Response.ok(new ConsumerPage(items, page.next(), page.total()));
  }

  private Map<String, Long> before(View view, List<ConsumerRow> rows) {
    Scope previous = view.previous();
    if (previous == null || rows.isEmpty()) {
      return Map.of();
    }
    Filter these =
        new Filter(
            List.of(
                new Filter.Term(
                    Filter.Field.CONSUMER,
                    false,
                    rows.stream()
                        .<Filter.Match>map(row -> new Filter.Match.Equal(row.identifier()))
                        .toList())));
    Scope scope =
        new Scope(
            previous.app(),
            previous.environments(),
            previous.range(),
            previous.filter().and(these));
    Map<String, Long> before = new HashMap<>();
    for (BreakdownRow row :
        backend.storage().traffic().breakdown(scope, Dimension.CONSUMER, ItemList.MAX_LIMIT)) {
      before.put(row.key(), row.requests());
    }
    return before;
  }

  private ConsumerView view(
      App app, View view, ConsumerRow row, @Nullable Long previousRequests, List<Long> trend) {
    NamedConsumer named =
        backend.catalog().consumers().find(app.number(), row.identifier()).orElse(null);
    return new ConsumerView(
        Integer.toString(row.id()),
        row.identifier(),
        named == null ? row.name() : named.name(),
        named == null ? row.group() : named.group(),
        named != null && named.namePinned(),
        named != null && named.groupPinned(),
        row.requests(),
        previousRequests,
        row.errors(),
        row.clientErrors(),
        row.serverErrors(),
        Times.millis(row.p95Micros()),
        row.bytes(),
        row.endpoints(),
        Times.ofMinute(row.firstSeenEpochMinute()),
        Times.ofMinute(row.lastSeenEpochMinute()),
        flags(view, row),
        trend);
  }

  private static List<String> flags(View view, ConsumerRow row) {
    List<String> flags = new ArrayList<>();
    if (view.scope().range().contains(row.firstSeenEpochMinute())) {
      flags.add("new");
    }
    if (row.requests() == 0) {
      flags.add("silent");
    }
    if (row.requests() > 0 && row.errors() >= ERRORING_SHARE * row.requests()) {
      flags.add("erroring");
    }
    return flags;
  }

  private Response get(Request request) {
    return Response.ok(one(request, backend.app(request)));
  }

  private ConsumerView one(Request request, App app) {
    View view = backend.view(request, app);
    String identifier = request.pathValue("identifier");
    ConsumerRow row =
        backend
            .storage()
            .consumers()
            .find(view.scope(), identifier)
            .orElseThrow(() -> GatehouseException.notFound("consumer", identifier));
    Map<String, Long> before = before(view, List.of(row));
    return view(
        app,
        view,
        row,
        view.previous() == null ? null : before.getOrDefault(identifier, 0L),
        List.of());
  }

  private Response update(Request request) {
    App app = backend.app(request);
    String identifier = request.pathValue("identifier");
    ConsumerView existing = one(request, app);
    ConsumerChange change = request.json(ConsumerChange.class);
    NamedConsumer before =
        backend
            .catalog()
            .consumers()
            .find(app.number(), identifier)
            .orElse(new NamedConsumer(identifier, existing.name(), existing.group(), false, false));
    NamedConsumer after = changed(before, change);
    Map<String, Object> audit = new HashMap<>();
    audit.put("before", before);
    audit.put("after", after);
    backend.audited(
        request,
        "consumer.update",
        app.id() + " " + identifier,
        audit,
        () -> {
          backend.catalog().consumers().save(app.number(), after);
          return after;
        });
    describe.accept(
        app.number(), List.of(new ConsumerReport(identifier, after.name(), after.group())));
    return Response.ok(one(request, app));
  }

  private Response erase(Request request) {
    App app = backend.app(request);
    String identifier = request.pathValue("identifier");
    if (!erasure.erase(app, identifier)) {
      throw GatehouseException.notFound("consumer", identifier);
    }
    // The entry must not bring back what was erased.
    backend.audited(request, "consumer.erase", app.id(), Map.of(), () -> true);
    return Response.noContent();
  }

  private static NamedConsumer changed(NamedConsumer before, ConsumerChange change) {
    JsonNode name = change.name();
    JsonNode group = change.group();
    return new NamedConsumer(
        before.identifier(),
        name == null ? before.name() : text("name", name),
        group == null ? before.group() : text("group", group),
        // What a person sets is pinned, unless they say otherwise.
        Fields.or(change.namePinned(), name != null || before.namePinned()),
        Fields.or(change.groupPinned(), group != null || before.groupPinned()));
  }

  private static @Nullable String text(String field, JsonNode value) {
    return value.isNull() ? null : Fields.name(field, value.textValue());
  }

  private Response groups(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    return Response.ok(ItemList.all(List.copyOf(groupViews(app, view).values())));
  }

  private Map<String, GroupView> groupViews(App app, View view) {
    Map<String, GroupView> groups = new LinkedHashMap<>();
    for (GroupRow row : backend.storage().consumers().groups(view.scope())) {
      groups.put(
          row.name(),
          new GroupView(
              row.name(),
              row.members(),
              row.active(),
              row.requests(),
              row.clientErrors() + row.serverErrors(),
              Times.millis(row.p95Micros()),
              row.bytes()));
    }
    for (String name : backend.catalog().consumers().groups(app.number())) {
      groups.putIfAbsent(name, new GroupView(name, 0, 0, 0, 0, null, 0));
    }
    return groups;
  }

  private Response createGroup(Request request) {
    App app = backend.app(request);
    String name = Fields.name("name", request.json(GroupRequest.class).name());
    Consumers consumers = backend.catalog().consumers();
    if (consumers.groups(app.number()).contains(name)) {
      throw new GatehouseException(ErrorCode.CONFLICT, "There is a group " + name + " already.");
    }
    backend.audited(
        request,
        "group.create",
        app.id() + " " + name,
        Map.of(),
        () -> {
          consumers.createGroup(app.number(), name);
          return name;
        });
    return Response.created(new GroupView(name, 0, 0, 0, 0, null, 0));
  }

  private Response renameGroup(Request request) {
    App app = backend.app(request);
    String name = existingGroup(request, app);
    String newName = Fields.name("name", request.json(GroupRequest.class).name());
    change(request, app, name, newName);
    GroupView view = groupViews(app, backend.view(request, app)).get(newName);
    return Response.ok(view == null ? new GroupView(newName, 0, 0, 0, 0, null, 0) : view);
  }

  private Response deleteGroup(Request request) {
    App app = backend.app(request);
    change(request, app, existingGroup(request, app), null);
    return Response.noContent();
  }

  private String existingGroup(Request request, App app) {
    String name = request.pathValue("name");
    if (!backend.catalog().consumers().groups(app.number()).contains(name)) {
      throw GatehouseException.notFound("group", name);
    }
    return name;
  }

  private void change(Request request, App app, String name, @Nullable String newName) {
    Map<String, Object> audit = new HashMap<>();
    audit.put("newName", newName);
    List<NamedConsumer> members =
        backend.audited(
            request,
            newName == null ? "group.delete" : "group.rename",
            app.id() + " " + name,
            audit,
            () -> backend.catalog().consumers().changeGroup(app.number(), name, newName));
    describe.accept(
        app.number(),
        members.stream()
            .map(member -> new ConsumerReport(member.identifier(), member.name(), member.group()))
            .toList());
  }
}
