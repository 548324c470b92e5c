// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.server.RetentionPreference;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.Maintenance.RetentionLimits;
import io.gatehouse.storage.Maintenance.Size;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server's own state, how long data is kept, and the demo's removal. */
final class ServerStatus {

  private final Backend backend;
  private final RetentionPreference retention;
  private final Supplier<StorageStatus> status;
  private final Runnable removeDemo;

  ServerStatus(
      Backend backend,
      RetentionPreference retention,
      Supplier<StorageStatus> status,
      Runnable removeDemo) {
    this.backend = backend;
    this.retention = retention;
    this.status = status;
    this.removeDemo = removeDemo;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/storage", Policy.VIEWER, request -> Response.ok(status.get())),
        Route.delete("/demo", Policy.OWNER, this::removeDemo),
        Route.get("/retention", Policy.VIEWER, request -> Response.ok(view(retention.get()))),
        Route.put("/retention", Policy.ADMIN, this::setRetention));
  }

  record LimitsRequest(
      @Nullable Integer minuteDays,
      @Nullable Integer hourDays,
      @Nullable Integer dayDays,
      @Nullable Integer requestLogDays,
      @Nullable Integer bodyDays) {}

  record EstimatedBytes(long minute, long hour, long day, long requestLog) {}

  record RetentionView(@JsonUnwrapped RetentionLimits limits, EstimatedBytes estimatedBytes) {}

  private Response removeDemo(Request request) {
    backend.audited(request, "demo.remove", "demo", Map.of(), () -> "");
    removeDemo.run();
    return Response.noContent();
  }

  private Response setRetention(Request request) {
    LimitsRequest given = request.json(LimitsRequest.class);
    RetentionLimits limits =
        new RetentionLimits(
            Fields.between("minuteDays", given.minuteDays(), 2, 90),
            Fields.between("hourDays", given.hourDays(), 2, 3_650),
            Fields.between("dayDays", given.dayDays(), 2, 3_650),
            Fields.between("requestLogDays", given.requestLogDays(), 1, 365),
            Fields.between("bodyDays", given.bodyDays(), 1, 365));
    RetentionLimits before = retention.get();
    backend.audited(
        request,
        "retention.update",
        "workspace",
        Map.of("before", before, "after", limits),
        () -> {
          retention.set(limits);
          return limits;
        });
    return Response.ok(view(limits));
  }

  private RetentionView view(RetentionLimits limits) {
    return new RetentionView(limits, estimate(limits));
  }

  /** Scales what each kind takes now per stored day to the days it will be kept. */
  private EstimatedBytes estimate(RetentionLimits limits) {
    Size size = backend.storage().maintenance().size();
    long rows = Math.max(1, size.minuteRows() + size.hourRows() + size.dayRows());
    double bytesPerRow = (double) size.bytes() / (rows + 20 * size.requestLogs());
    RetentionLimits now = retention.get();
    return new EstimatedBytes(
        scaled(size.minuteRows() * bytesPerRow, limits.minuteDays(), now.minuteDays()),
        scaled(size.hourRows() * bytesPerRow, limits.hourDays(), now.hourDays()),
        scaled(size.dayRows() * bytesPerRow, limits.dayDays(), now.dayDays()),
        scaled(
            size.requestLogs() * 20 * bytesPerRow, limits.requestLogDays(), now.requestLogDays()));
  }

  private static long scaled(double bytes, int wanted, int now) {
    return Math.round(bytes * wanted / now);
  }
}
