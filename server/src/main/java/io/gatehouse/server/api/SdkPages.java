// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.IngestTokens;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.SdkDirections;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ingest keys of services, and what SDKs of the native protocol are told to do. */
final class SdkPages {

  private final Backend backend;
  private final SdkDirections directions;

  SdkPages(Backend backend, SdkDirections directions) {
    this.backend = backend;
    this.directions = directions;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/ingest-keys", Policy.EDITOR, this::tokens),
        Route.post("/apps/{app}/ingest-keys", Policy.ADMIN, this::createToken).whenProven(),
        Route.delete("/apps/{app}/ingest-keys/{id}", Policy.ADMIN, this::revokeToken).whenProven(),
        Route.get("/apps/{app}/sdk-settings", Policy.VIEWER, this::settings),
        Route.put("/apps/{app}/sdk-settings", Policy.ADMIN, this::setSettings));
  }

  record TokenRequest(@Nullable String name) {}

  record TokenView(
      String id, String name, String prefix, String createdAt, @Nullable String lastUsedAt) {

    static TokenView of(IngestTokens.IngestToken token) {
      return new TokenView(
          token.id(),
          token.name(),
          token.prefix(),
          Times.ofMillis(token.createdAt()),
          Times.ofMillisOrNull(token.lastUsedAt()));
    }
  }

  record CreatedToken(
      @JsonUnwrapped TokenView token,
      String secret,
      String writeToken,
      String topicId,
      String projectId) {

    static CreatedToken of(IngestTokens.Created created) {
      return new CreatedToken(
          TokenView.of(created.token()),
          created.secret(),
          created.writeToken(),
          created.topicId(),
          created.projectId());
    }
  }

  private Response tokens(Request request) {
    App app = backend.app(request);
    return Response.ok(
        ItemList.all(
            backend.catalog().ingestTokens().list(app).stream().map(TokenView::of).toList()));
  }

  private Response createToken(Request request) {
    App app = backend.app(request);
    String name = Fields.name("name", request.json(TokenRequest.class).name());
    try {
      IngestTokens.Created created =
          backend.audited(
              request,
              "ingest-key.create",
              app.id() + " " + name,
              Map.of(),
              () -> backend.catalog().ingestTokens().create(app, name));
      return Response.created(CreatedToken.of(created));
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "No new ingest key: " + e.getMessage() + ".", e);
    }
  }

  private Response revokeToken(Request request) {
    App app = backend.app(request);
    String id = request.pathValue("id");
    boolean revoked =
        backend.audited(
            request,
            "ingest-key.revoke",
            app.id() + " " + id,
            Map.of(),
            () -> backend.catalog().ingestTokens().revoke(app, id));
    if (!revoked) {
      throw GatehouseException.notFound("ingest key", id);
    }
    return Response.noContent();
  }

  private Response settings(Request request) {
    return Response.ok(directions.of(backend.app(request).number()));
  }

  private Response setSettings(Request request) {
    App app = backend.app(request);
    SdkDirections.Wanted wanted = request.json(SdkDirections.Wanted.class);
    SdkDirections.Settings before = directions.of(app.number());
    SdkDirections.Settings after = wanted.checked();
    backend.audited(
        request,
        "sdk-settings.update",
        app.id(),
        Map.of("before", before, "after", after),
        () -> {
          directions.set(app, after);
          return after;
        });
    return Response.ok(directions.of(app.number()));
  }
}
