// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.KeyRoles;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.keys.ApiKeyIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names for sets of scopes: a key with the scope {@code @reader} may do what the role reader may.
 */
final class KeyRolePages {

  private static final String NAME = "[a-z0-9-]{1,32}";

  private final Backend backend;
  private final ApiKeyIssuer issuer;

  KeyRolePages(Backend backend, ApiKeyIssuer issuer) {
    this.backend = backend;
    this.issuer = issuer;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/key-roles", Policy.VIEWER, this::list),
        Route.put("/apps/{app}/key-roles", Policy.ADMIN, this::put).whenProven());
  }

  record RoleView(String name, List<String> scopes) {}

  record RoleList(List<RoleView> items) {}

  record RoleChange(@Nullable String name, @Nullable List<String> scopes) {}

  record RolesChange(@Nullable List<RoleChange> items) {}

  private Response list(Request request) {
    return Response.ok(view(backend.catalog().keyRoles().list(backend.app(request).number())));
  }

  private static RoleList view(Map<String, List<String>> roles) {
    List<RoleView> items = new ArrayList<>();
    roles.forEach((name, scopes) -> items.add(new RoleView(name, scopes)));
    return new RoleList(items);
  }

  private Response put(Request request) {
    App app = backend.app(request);
    Map<String, List<String>> roles = new TreeMap<>();
    List<RoleChange> items = Fields.required("items", request.json(RolesChange.class).items());
    if (items.size() > KeyRoles.MAX_ROLES) {
      throw GatehouseException.invalid(
          "items",
          "The field items has %d roles; at most %d are possible."
              .formatted(items.size(), KeyRoles.MAX_ROLES));
    }
    for (RoleChange item : items) {
      String name = Fields.required("items.name", item.name());
      if (!name.matches(NAME)) {
        throw GatehouseException.invalid(
            "items.name",
            "The field items.name is \""
                + name
                + "\", but needs 1 to 32 lower-case letters, digits or dashes.");
      }
      List<String> scopes =
          KeyTerms.plainScopes("items.scopes", Fields.required("items.scopes", item.scopes()));
      if (roles.put(name, scopes) != null) {
        throw GatehouseException.invalid("items.name", "The role \"" + name + "\" is there twice.");
      }
    }
    backend.audited(
        request,
        "api-key.roles",
        app.id(),
        Map.of("before", backend.catalog().keyRoles().list(app.number()), "after", roles),
        () -> {
          backend.catalog().keyRoles().set(app.number(), roles);
          return roles;
        });
    issuer.announce(app);
    return Response.ok(view(roles));
  }
}
