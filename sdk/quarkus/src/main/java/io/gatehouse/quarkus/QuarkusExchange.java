// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.quarkus;

import io.gatehouse.vertx.VertxExchange;
import io.vertx.ext.web.Route;
import jakarta.ws.rs.WebApplicationException;
import org.jspecify.annotations.Nullable;

/** An exchange of which Quarkus REST tells more than the router knows. */
final class QuarkusExchange extends VertxExchange {

  private volatile @Nullable String template;
  private volatile @Nullable Throwable thrown;

  QuarkusExchange(Start start) {
    super(start);
  }

  /**
   * Quarkus REST has the request.
   *
   * @param route null = it found no method
   * @param error what was thrown until now; null = nothing
   */
  void observed(@Nullable String route, @Nullable Throwable error) {
    if (route != null) {
      template = route;
    }
    if (error != null) {
      thrown = error;
    }
  }

  @Override
  protected @Nullable String route() {
    String known = template;
    return known == null ? routeOfVertx() : known;
  }

  /** Of what is no resource, if it has a path of its own. */
  private @Nullable String routeOfVertx() {
    Route current = context().currentRoute();
    String path = current == null ? null : current.getPath();
    if (path == null || path.endsWith("*") || status() == 404) {
      return null;
    }
    String mount = context().mountPoint();
    String prefix = mount == null ? "" : mount;
    return braces(
        (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + path);
  }

  @Override
  protected @Nullable Throwable failure() {
    Throwable error = thrown;
    return error == null ? super.failure() : error;
  }

  @Override
  protected boolean isMereStatus(Throwable failure) {
    return failure instanceof WebApplicationException
        || failure instanceof SecurityException
        || super.isMereStatus(failure);
  }
}
