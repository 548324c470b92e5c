// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.rule.Envelope;
import io.gatehouse.catalog.AlertRules.StoredRule;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.catalog.Outbox;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What fired, who was told of it, and who takes care. */
final class AlertPages {

  private final Backend backend;

  AlertPages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/alerts", Policy.VIEWER, this::list),
        Route.get("/apps/{app}/alerts/{alert}", Policy.VIEWER, this::get),
        Route.post("/apps/{app}/alerts/{alert}/acknowledge", Policy.EDITOR, this::acknowledge));
  }

  record Acknowledgement(@Nullable String note) {}

  /**
   * @param state {@code waiting}, {@code delivered} or {@code failed}
   */
  record DeliveryView(
      String id,
      String channelId,
      String channelName,
      String state,
      int attempts,
      String createdAt,
      @Nullable String finishedAt,
      @Nullable String nextAt,
      String answer) {}

  /**
   * @param subject id of what it is about; empty = the rule has one thing only
   * @param silenced nobody was told, because of a silence or maintenance
   */
  record AlertView(
      String id,
      String ruleId,
      String ruleName,
      String incident,
      String subject,
      String label,
      String severity,
      String startedAt,
      @Nullable String endedAt,
      @Nullable Double value,
      @Nullable Double peak,
      boolean silenced,
      String detail,
      @Nullable String acknowledgedAt,
      String acknowledgedBy,
      String note,
      List<DeliveryView> deliveries) {}

  private Response list(Request request) {
    App app = backend.app(request);
    boolean open = request.choice("state", List.of("all", "open")).equals("open");
    String rule = request.parameter("rule").orElse("");
    int limit = ItemList.limit(request);
    long before = before(request);
    List<Alert> found =
        open
            ? backend.catalog().alerts().open(app.number()).stream()
                .filter(one -> rule.isEmpty() || one.rule().equals(rule))
                .toList()
            : backend.catalog().alerts().list(app.number(), rule, before, limit + 1);
    boolean more = !open && found.size() > limit;
    List<Alert> page = found.subList(0, Math.min(limit, found.size()));
    String next = more ? Long.toString(page.get(page.size() - 1).startedAt()) : null;
    return Response.ok(new ItemList<>(views(request, app, page), next));
  }

  private static long before(Request request) {
    String cursor = request.parameter("cursor").orElse("");
    if (cursor.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (!cursor.matches("[0-9]{1,18}")) {
      throw ItemList.badCursor(cursor);
    }
    return Long.parseLong(cursor);
  }

  private List<AlertView> views(Request request, App app, List<Alert> alerts) {
    Map<String, String> rules = new HashMap<>();
    for (StoredRule rule : backend.catalog().alertRules().list(app.number())) {
      rules.put(rule.id(), rule.name());
    }
    Map<String, String> channels = new HashMap<>();
    for (StoredChannel channel :
        backend.catalog().channels().list(request.requirePrincipal().member().workspaceId())) {
      channels.put(channel.id(), channel.name());
    }
    Map<String, List<Outbox.Entry>> byIncident = new HashMap<>();
    List<AlertView> views = new ArrayList<>();
    for (Alert alert : alerts) {
      List<Outbox.Entry> entries =
          byIncident.computeIfAbsent(
              alert.incident(), incident -> backend.catalog().outbox().ofIncident(incident));
      views.add(
          view(alert, rules.getOrDefault(alert.rule(), ""), deliveries(alert, entries, channels)));
    }
    return views;
  }

  private static List<DeliveryView> deliveries(
      Alert alert, List<Outbox.Entry> entries, Map<String, String> channels) {
    List<DeliveryView> deliveries = new ArrayList<>();
    for (Outbox.Entry entry : entries) {
      boolean tells =
          SpecJson.read(entry.items(), Envelope.class).items().stream()
              .anyMatch(item -> item.alert().equals(alert.id()));
      if (tells) {
        boolean waiting = entry.state().equals("waiting");
        deliveries.add(
            new DeliveryView(
                entry.id(),
                entry.channel(),
                channels.getOrDefault(entry.channel(), ""),
                entry.state(),
                entry.attempts(),
                Times.ofMillis(entry.createdAt()),
                entry.finishedAt() == 0 ? null : Times.ofMillis(entry.finishedAt()),
                waiting ? Times.ofMillis(entry.nextAt()) : null,
                entry.answer()));
      }
    }
    return deliveries;
  }

  private static AlertView view(Alert alert, String rule, List<DeliveryView> deliveries) {
    return new AlertView(
        alert.id(),
        alert.rule(),
        rule,
        alert.incident(),
        alert.subject(),
        alert.label(),
        alert.severity(),
        Times.ofMillis(alert.startedAt()),
        alert.endedAt() == 0 ? null : Times.ofMillis(alert.endedAt()),
        alert.value(),
        alert.peak(),
        alert.silenced(),
        alert.detail(),
        alert.acknowledgedAt() == 0 ? null : Times.ofMillis(alert.acknowledgedAt()),
        alert.acknowledgedBy(),
        alert.note(),
        deliveries);
  }

  private Alert find(App app, Request request) {
    String id = request.pathValue("alert");
    return backend
        .catalog()
        .alerts()
        .find(app.number(), id)
        .orElseThrow(() -> GatehouseException.notFound("alert", id));
  }

  private Response get(Request request) {
    App app = backend.app(request);
    return Response.ok(views(request, app, List.of(find(app, request))).get(0));
  }

  private Response acknowledge(Request request) {
    App app = backend.app(request);
    Alert alert = find(app, request);
    String written = request.json(Acknowledgement.class).note();
    String note = written == null || written.isBlank() ? "" : Fields.text("note", written, 500);
    String actor = request.requirePrincipal().actor();
    boolean done =
        backend.audited(
            request,
            "alert.acknowledge",
            app.id() + " " + alert.id(),
            Map.of("note", note),
            () ->
                backend
                    .catalog()
                    .alerts()
                    .acknowledge(app.number(), alert.id(), backend.clock().millis(), actor, note));
    if (!done) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "The alert is over, or somebody takes care of it already.");
    }
    return Response.ok(views(request, app, List.of(find(app, request))).get(0));
  }
}
