// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Passwords;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Json;
import io.gatehouse.server.http.Request;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Storage;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the REST API works on. */
public record Backend(
    Catalog catalog, Storage storage, Passwords passwords, Clock clock, String version) {

  /** What a search by would tell as much about contents as reading them. */
  static final Set<Filter.Field> CONTENTS =
      Set.copyOf(
          EnumSet.of(
              Filter.Field.HEADER,
              Filter.Field.REQUEST_HEADER,
              Filter.Field.RESPONSE_HEADER,
              Filter.Field.BODY,
              Filter.Field.REQUEST_BODY,
              Filter.Field.RESPONSE_BODY,
              Filter.Field.LOG,
              Filter.Field.ERROR_TEXT,
              Filter.Field.ATTRIBUTE));

  private static final String NO_RIGHT =
      " searches contents of requests, which needs the right to see them; it is left out";

  /**
   * The app the request names, if it belongs to the caller's workspace, or the one that its share
   * link shows; else 404.
   */
  App app(Request request) {
    if (SharedScope.isShared(request)) {
      return SharedScope.of(this, request).app();
    }
    String id = request.pathValue("app");
    return catalog
        .apps()
        .find(request.requirePrincipal().member().workspaceId(), id)
        .orElseThrow(() -> GatehouseException.notFound("app", id));
  }

  View view(Request request, App app) {
    View asked = View.of(request, app.number(), clock);
    View view = asked.with(KeyFilter.ofSecrets(this, app, asked.scope().filter()));
    if (SharedScope.isShared(request)) {
      return SharedScope.of(this, request).narrow(view, clock.instant());
    }
    return request.requirePrincipal().seesBodies() ? view : view.without(CONTENTS, NO_RIGHT);
  }

  /**
   * A privileged change and its audit entry, both or neither.
   *
   * @param detail what changed, without secrets
   */
  <T> T audited(
      Request request, String action, String target, Map<String, ?> detail, Supplier<T> change) {
    return audited(request, action, result -> target, detail, change);
  }

  /** The same with a target that the change makes. */
  <T> T audited(
      Request request,
      String action,
      Function<T, String> target,
      Map<String, ?> detail,
      Supplier<T> change) {
    return catalog.inTransaction(
        () -> {
          T result = change.get();
          catalog
              .audit()
              .record(
                  request.requirePrincipal().actor(),
                  action,
                  target.apply(result),
                  Json.MAPPER.valueToTree(detail).toString(),
                  request.address());
          return result;
        });
  }
}
