// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.KeyDefaults.Default;
import io.gatehouse.catalog.KeyDefaults.Level;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.keys.ApiKeyIssuer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rate limits that all keys of a consumer, or of a consumer group, have together. */
final class KeyDefaultPages {

  private final Backend backend;
  private final ApiKeyIssuer issuer;

  KeyDefaultPages(Backend backend, ApiKeyIssuer issuer) {
    this.backend = backend;
    this.issuer = issuer;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/key-defaults", Policy.VIEWER, this::list),
        Route.get("/apps/{app}/key-defaults/{level}/{name}", Policy.VIEWER, this::get),
        Route.put("/apps/{app}/key-defaults/{level}/{name}", Policy.ADMIN, this::put).whenProven());
  }

  /**
   * @param level {@code consumer} or {@code group}
   * @param name identifier of the consumer, or name of the group
   */
  record DefaultView(String level, String name, List<KeyTerms.Limit> limits) {

    static DefaultView of(Default one) {
      return new DefaultView(
          one.level().text(), one.name(), one.limits().stream().map(KeyTerms.Limit::of).toList());
    }
  }

  record DefaultList(List<DefaultView> items) {}

  record DefaultChange(@Nullable List<KeyTerms.Limit> limits) {}

  private Response list(Request request) {
    App app = backend.app(request);
    return Response.ok(
        new DefaultList(
            backend.catalog().keyDefaults().list(app.number()).stream()
                .map(DefaultView::of)
                .toList()));
  }

  /** One that was never set has no limits. */
  private Response get(Request request) {
    App app = backend.app(request);
    Level level = level(request);
    String name = request.pathValue("name");
    return Response.ok(
        backend.catalog().keyDefaults().list(app.number()).stream()
            .filter(one -> one.level() == level && one.name().equals(name))
            .findAny()
            .map(DefaultView::of)
            .orElseGet(() -> new DefaultView(level.text(), name, List.of())));
  }

  private Response put(Request request) {
    App app = backend.app(request);
    Level level = level(request);
    String name = Fields.text("name", request.pathValue("name"), level == Level.GROUP ? 64 : 128);
    List<String> limits =
        KeyTerms.limits(Fields.required("limits", request.json(DefaultChange.class).limits()));
    Default wanted = new Default(level, name, limits);
    // Without whom: the audit trail is for good, and a consumer may have to be erased.
    backend.audited(
        request,
        "api-key.defaults",
        app.id(),
        Map.of("level", level.text(), "limits", limits),
        () -> {
          backend.catalog().keyDefaults().set(app.number(), wanted);
          return wanted;
        });
    issuer.announce(app);
    return Response.ok(DefaultView.of(wanted));
  }

  private static Level level(Request request) {
    String text = request.pathValue("level");
    for (Level level : Level.values()) {
      if (level.text().equals(text)) {
        return level;
      }
    }
    throw GatehouseException.invalid(
        "level", "The level is \"" + text + "\", but must be one of consumer, group.");
  }
}
