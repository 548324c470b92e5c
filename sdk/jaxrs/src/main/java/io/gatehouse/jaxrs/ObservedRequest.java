// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.RouteSource;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.uri.UriTemplate;
import org.jspecify.annotations.Nullable;

/** Tells an exchange what only Jersey knows, whoever records it. Kept by the request. */
final class ObservedRequest implements RequestEventListener {

  /** Its page gives way to the one of the container. */
  private static final String FALLBACK = "org.glassfish.jersey.server.DefaultExceptionMapper";

  private final Exchange exchange;
  private CurrentExchange.@Nullable Scope scope;

  ObservedRequest(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void onEvent(RequestEvent event) {
    switch (event.getType()) {
      case REQUEST_MATCHED -> exchange.route(RouteSource.CONTROLLER, route(event));
      case RESOURCE_METHOD_START -> scope = CurrentExchange.open(exchange);
      case RESOURCE_METHOD_FINISHED -> closeScope();
      case FINISHED -> tellError(event);
      default -> {}
    }
  }

  private void closeScope() {
    CurrentExchange.Scope open = scope;
    if (open != null) {
      scope = null;
      open.close();
    }
  }

  /** Null when no method was found. */
  private static @Nullable String route(RequestEvent event) {
    ExtendedUriInfo uri = event.getUriInfo();
    if (uri.getMatchedResourceMethod() == null) {
      return null;
    }
    StringBuilder route = new StringBuilder(uri.getBaseUri().getRawPath());
    List<UriTemplate> templates = uri.getMatchedTemplates();
    for (int i = templates.size() - 1; i >= 0; i--) {
      append(route, templates.get(i).getTemplate());
    }
    trim(route);
    return route.length() == 0 ? "/" : route.toString();
  }

  private static void append(StringBuilder route, String template) {
    trim(route);
    if (!template.startsWith("/")) {
      route.append('/');
    }
    route.append(template);
  }

  private static void trim(StringBuilder route) {
    while (route.length() > 0 && route.charAt(route.length() - 1) == '/') {
      route.setLength(route.length() - 1);
    }
  }

  /** An exception that was mapped to a 5xx, or not at all, is no answer. */
  private void tellError(RequestEvent event) {
    Throwable thrown = event.getException();
    if (thrown == null) {
      return;
    }
    ContainerResponse response = event.getContainerResponse();
    if (!isAnswered(event) || response == null || response.getStatus() >= 500) {
      exchange.error(thrown);
    } else if (!(thrown instanceof WebApplicationException)) {
      exchange.handled(thrown);
    }
  }

  /** Whether a mapper made a response of an exception, other than the one Jersey falls back to. */
  static boolean isAnswered(RequestEvent event) {
    ExceptionMapper<?> mapper = event.getExceptionMapper();
    return event.isResponseSuccessfullyMapped()
        && (mapper == null || !mapper.getClass().getName().equals(FALLBACK));
  }
}
