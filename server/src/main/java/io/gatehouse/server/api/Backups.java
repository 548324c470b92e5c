// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.backup.Snapshots;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.List;
import java.util.Map;

/** Snapshots of everything, for {@code gatehouse backup} to pack and encrypt. */
final class Backups {

  private final Backend backend;
  private final Snapshots snapshots;

  Backups(Backend backend, Snapshots snapshots) {
    this.backend = backend;
    this.snapshots = snapshots;
  }

  List<Route> routes() {
    return List.of(
        Route.slowPost("/backups", Policy.OWNER, this::create).whenProven(),
        Route.delete("/backups/{id}", Policy.OWNER, this::delete));
  }

  /** Has no fields yet; unknown ones are refused. */
  record BackupRequest() {}

  private Response create(Request request) {
    if (request.body().length > 0) {
      request.json(BackupRequest.class);
    }
    String id = snapshots.newId();
    // First: whoever copies everything is in the copy's audit trail too, and in ours if it fails.
    backend.audited(request, "backup.create", id, Map.of(), () -> id);
    return Response.created(snapshots.make(id));
  }

  private Response delete(Request request) {
    String id = request.pathValue("id");
    if (!snapshots.delete(id)) {
      throw GatehouseException.notFound("backup", id);
    }
    backend.audited(request, "backup.delete", id, Map.of(), () -> id);
    return Response.noContent();
  }
}
