// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Passwords;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Json;
import io.gatehouse.server.http.Request;
import io.gatehouse.storage.Storage;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** What the REST API works on. */
public record Backend(
    Catalog catalog, Storage storage, Passwords passwords, Clock clock, String version) {

  /** The app the request names, if it belongs to the caller's workspace; else 404. */
  App app(Request request) {
    String id = request.pathValue("app");
    return catalog
        .apps()
        .find(request.requirePrincipal().member().workspaceId(), id)
        .orElseThrow(() -> GatehouseException.notFound("app", id));
  }

  View view(Request request, App app) {
    return View.of(request, app.number(), clock);
  }

  /**
   * A privileged change and its audit entry, both or neither.
   *
   * @param detail what changed, without secrets
   */
  <T> T audited(
      Request request, String action, String target, Map<String, ?> detail, Supplier<T> change) {
    return catalog.inTransaction(
        () -> {
          T result = change.get();
          catalog
              .audit()
              .record(
                  request.requirePrincipal().actor(),
                  action,
                  target,
                  Json.MAPPER.valueToTree(detail).toString(),
                  request.address());
          return result;
        });
  }
}
