// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.monitor.CheckLog.Overview;
import io.gatehouse.alerting.monitor.CheckResult;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.alerting.monitor.MonitorSpec;
import io.gatehouse.alerting.outbound.Phases;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Monitors;
import io.gatehouse.catalog.Monitors.Outage;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import io.gatehouse.catalog.QuietTimes.QuietTime;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.Watch;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Monitors of an app: what is watched, what came of it, calls of jobs. */
final class MonitorPages {

  private static final int MAX_BULK = 5_000;
  private static final long LONGEST_MILLIS = 90L * 86_400_000;
  private static final int MAX_BARS = 120;

  private final Backend backend;
  private final Watch watch;

  MonitorPages(Backend backend, Watch watch) {
    this.backend = backend;
    this.watch = watch;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/monitors", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/monitors", Policy.EDITOR, this::create),
        Route.post("/apps/{app}/monitors/states", Policy.EDITOR, this::setStates),
        Route.get("/apps/{app}/monitors/{monitor}", Policy.VIEWER, this::get),
        Route.patch("/apps/{app}/monitors/{monitor}", Policy.EDITOR, this::change),
        Route.delete("/apps/{app}/monitors/{monitor}", Policy.EDITOR, this::delete),
        Route.post("/apps/{app}/monitors/{monitor}/pause", Policy.EDITOR, one(true)),
        Route.post("/apps/{app}/monitors/{monitor}/resume", Policy.EDITOR, one(false)),
        Route.get("/apps/{app}/monitors/{monitor}/checks", Policy.VIEWER, this::checks),
        Route.get("/apps/{app}/monitors/{monitor}/series", Policy.VIEWER, this::series),
        Route.get("/apps/{app}/monitors/{monitor}/incidents", Policy.VIEWER, this::ofMonitor),
        Route.get("/apps/{app}/incidents", Policy.VIEWER, this::ofApp),
        Route.get("/push/{secret}", Policy.SECRET_ADDRESS, this::push),
        Route.post("/push/{secret}", Policy.SECRET_ADDRESS, this::push));
  }

  /**
   * @param pushUrl what the job calls; shown once
   */
  record CreatedMonitor(
      @JsonUnwrapped MonitorView monitor,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pushUrl) {}

  record BulkChange(@Nullable List<String> ids, @Nullable Boolean paused) {}

  record Changed(int changed) {}

  record Check(
      String at,
      String outcome,
      String cause,
      @Nullable Integer status,
      @Nullable Double dnsMs,
      @Nullable Double connectMs,
      @Nullable Double tlsMs,
      @Nullable Double firstByteMs,
      @Nullable Double totalMs) {

    static Check of(CheckResult result) {
      Phases phases = result.phases();
      return new Check(
          Times.ofMillis(result.atMillis()),
          text(result.outcome()),
          result.cause(),
          result.status() == 0 ? null : (Integer) result.status(),
          millis(phases.dns()),
          millis(phases.connect()),
          millis(phases.tls()),
          millis(phases.firstByte()),
          millis(phases.total()));
    }

    private static String text(Outcome outcome) {
      return outcome == Outcome.MAINTAINED
          ? "maintenance"
          : outcome.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Double millis(long micros) {
      return micros < 0 ? null : (Double) (micros / 1_000.0);
    }
  }

  record CheckBar(
      String at,
      int up,
      int down,
      int maintenance,
      @Nullable Double dnsMs,
      @Nullable Double connectMs,
      @Nullable Double tlsMs,
      @Nullable Double firstByteMs,
      @Nullable Double totalMs) {}

  record CheckSeries(String from, String to, int stepSeconds, List<CheckBar> bars) {}

  record IncidentView(
      String id, String monitorId, String startedAt, @Nullable String endedAt, String cause) {

    static IncidentView of(Outage outage) {
      return new IncidentView(
          outage.id(),
          outage.monitor(),
          Times.ofMillis(outage.startedAt()),
          outage.endedAt() == 0 ? null : Times.ofMillis(outage.endedAt()),
          outage.cause());
    }
  }

  record Pushed(String monitor) {}

  private Monitors monitors() {
    return backend.catalog().monitors();
  }

  private long now() {
    return backend.clock().millis();
  }

  private Response list(Request request) {
    App app = backend.app(request);
    Map<String, Overview> overviews = watch.checks().overviews(app.number(), now());
    List<QuietTime> quiet = backend.catalog().quietTimes().list(app.number());
    return Response.ok(
        ItemList.page(
            request,
            monitors().list(app).stream()
                .map(one -> view(one, overviews.get(one.id()), quiet))
                .toList()));
  }

  private MonitorView view(
      StoredMonitor monitor, @Nullable Overview overview, List<QuietTime> quiet) {
    MonitorSpec spec = SpecJson.read(monitor.terms().spec(), MonitorSpec.class);
    return MonitorView.of(monitor, spec, overview, quiet, now());
  }

  private MonitorView view(App app, StoredMonitor monitor) {
    return view(
        monitor,
        watch.checks().overviews(app.number(), now()).get(monitor.id()),
        backend.catalog().quietTimes().list(app.number()));
  }

  private StoredMonitor find(App app, Request request) {
    String id = request.pathValue("monitor");
    return monitors().find(app, id).orElseThrow(() -> GatehouseException.notFound("monitor", id));
  }

  private Response get(Request request) {
    App app = backend.app(request);
    return Response.ok(view(app, find(app, request)));
  }

  private Response create(Request request) {
    App app = backend.app(request);
    Terms terms = request.json(MonitorRequest.class).create(app, watch.vault());
    if (terms.kind().equals("heartbeat")) {
      refuseSecondHeartbeat(app, terms);
    }
    boolean pushed = terms.kind().equals("push");
    String secret = pushed ? Monitors.newPushSecret() : null;
    StoredMonitor made;
    try {
      made =
          backend.audited(
              request,
              "monitor.create",
              one -> app.id() + " " + one.id(),
              audited(terms),
              () -> monitors().create(app, terms, secret, request.requirePrincipal().actor()));
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "No new monitor: " + e.getMessage() + ".", e);
    }
    watch.monitorsChanged();
    String address = secret == null ? null : request.baseUrl() + "/api/v1/push/" + secret;
    return Response.created(new CreatedMonitor(view(app, made), address));
  }

  private void refuseSecondHeartbeat(App app, Terms terms) {
    String environment =
        String.valueOf(SpecJson.read(terms.spec(), MonitorSpec.class).environment());
    for (StoredMonitor other : monitors().list(app)) {
      if (other.terms().kind().equals("heartbeat")
          && environment.equals(
              SpecJson.read(other.terms().spec(), MonitorSpec.class).environment())) {
        throw new GatehouseException(
            ErrorCode.CONFLICT,
            "The environment "
                + environment
                + " has its heartbeat already: "
                + other.terms().name()
                + ".");
      }
    }
  }

  /** Without secrets: values of headers are sealed in it, and their seal says nothing. */
  private static Map<String, ?> audited(Terms terms) {
    return Map.of(
        "kind", terms.kind(),
        "name", terms.name(),
        "group", terms.group(),
        "intervalSeconds", terms.intervalSeconds(),
        "retries", terms.retries(),
        "spec", terms.spec());
  }

  private Response change(Request request) {
    App app = backend.app(request);
    StoredMonitor before = find(app, request);
    Terms after = request.json(MonitorRequest.class).change(app, before, watch.vault());
    backend.audited(
        request,
        "monitor.update",
        app.id() + " " + before.id(),
        Map.of("before", audited(before.terms()), "after", audited(after)),
        () -> {
          monitors().change(before, after);
          return after;
        });
    watch.monitorsChanged();
    return Response.ok(view(app, find(app, request)));
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    StoredMonitor monitor = find(app, request);
    if (monitor.terms().kind().equals("heartbeat")) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "Heartbeats appear by themselves, this one would again. Pause it instead.");
    }
    backend.audited(
        request,
        "monitor.delete",
        app.id() + " " + monitor.id(),
        audited(monitor.terms()),
        () -> {
          monitors().delete(monitor);
          return monitor;
        });
    watch.pushes().forget(monitor.id());
    watch.monitorsChanged();
    return Response.noContent();
  }

  private Route.Handler one(boolean paused) {
    return request -> {
      App app = backend.app(request);
      StoredMonitor monitor = find(app, request);
      setPaused(request, app, List.of(monitor.id()), paused);
      return Response.ok(view(app, find(app, request)));
    };
  }

  private Response setStates(Request request) {
    App app = backend.app(request);
    BulkChange change = request.json(BulkChange.class);
    List<String> ids = Fields.required("ids", change.ids());
    if (ids.size() > MAX_BULK) {
      throw GatehouseException.invalid(
          "ids", "The field ids has " + ids.size() + " entries; at most " + MAX_BULK + ".");
    }
    boolean paused = Fields.required("paused", change.paused());
    return Response.ok(new Changed(setPaused(request, app, ids, paused)));
  }

  private int setPaused(Request request, App app, List<String> ids, boolean paused) {
    int changed =
        backend.audited(
            request,
            paused ? "monitor.pause" : "monitor.resume",
            app.id() + " " + (ids.size() == 1 ? ids.get(0) : ids.size() + " monitors"),
            Map.of("ids", ids),
            () -> monitors().setPaused(app, ids, paused));
    ids.forEach(watch.pushes()::forget);
    watch.monitorsChanged();
    return changed;
  }

  private record Range(long from, long to) {}

  private Range range(Request request) {
    View view = View.of(request, 0, backend.clock());
    long from = view.scope().range().fromEpochMinute() * 60_000;
    long to = view.scope().range().toEpochMinute() * 60_000;
    if (to - from > LONGEST_MILLIS) {
      throw GatehouseException.invalid("from", "The range is longer than 90 days.");
    }
    return new Range(from, to);
  }

  private Response checks(Request request) {
    App app = backend.app(request);
    StoredMonitor monitor = find(app, request);
    Range range = range(request);
    List<CheckResult> results =
        new ArrayList<>(watch.checks().read(monitor.id(), range.from(), range.to()));
    Collections.reverse(results);
    return Response.ok(ItemList.page(request, results.stream().map(Check::of).toList()));
  }

  private Response series(Request request) {
    App app = backend.app(request);
    StoredMonitor monitor = find(app, request);
    Range range = range(request);
    long step = Math.max(60_000, (range.to() - range.from()) / MAX_BARS / 60_000 * 60_000);
    List<CheckBar> bars = new ArrayList<>();
    CheckBars current = null;
    for (CheckResult result : watch.checks().read(monitor.id(), range.from(), range.to())) {
      long at = range.from() + (result.atMillis() - range.from()) / step * step;
      if (current == null || current.at() != at) {
        if (current != null) {
          bars.add(current.bar());
        }
        current = new CheckBars(at);
      }
      current.add(result);
    }
    if (current != null) {
      bars.add(current.bar());
    }
    return Response.ok(
        new CheckSeries(
            Times.ofMillis(range.from()), Times.ofMillis(range.to()), (int) (step / 1_000), bars));
  }

  private Response ofMonitor(Request request) {
    App app = backend.app(request);
    return incidents(request, app, find(app, request).id());
  }

  private Response ofApp(Request request) {
    return incidents(request, backend.app(request), "");
  }

  private Response incidents(Request request, App app, String monitor) {
    Range range = range(request);
    return Response.ok(
        ItemList.all(
            monitors()
                .outages(app.number(), monitor, range.from(), range.to(), ItemList.limit(request))
                .stream()
                .map(IncidentView::of)
                .toList()));
  }

  private Response push(Request request) {
    StoredMonitor monitor =
        monitors()
            .byPushSecret(request.pathValue("secret"))
            .orElseThrow(() -> GatehouseException.notFound("monitor with", "this address"));
    if (!monitor.paused()) {
      monitors().signal(monitor.id(), now());
      watch.pushes().called(monitor.id());
    }
    return Response.ok(new Pushed(monitor.terms().name()));
  }
}
