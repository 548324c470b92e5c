// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.helidon;

import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Predicate;

/**
 * Rules whose handlers are watched for exceptions: Helidon answers those between the handler and
 * the filters, so that no filter sees them.
 */
record ObservedRules(HttpRules rules) implements HttpRules {

  @Override
  public HttpRules register(HttpService... services) {
    rules.register(observed(services));
    return this;
  }

  @Override
  public HttpRules register(String path, HttpService... services) {
    rules.register(path, observed(services));
    return this;
  }

  /** As it is: a route does not tell all that it takes, so that none can be made in its place. */
  @Override
  public HttpRules route(HttpRoute route) {
    rules.route(route);
    return this;
  }

  @Override
  public HttpRules route(Predicate<Method> methods, PathMatcher path, Handler handler) {
    rules.route(methods, path, observed(handler));
    return this;
  }

  @Override
  public HttpRules route(Method method, Handler handler) {
    rules.route(method, observed(handler));
    return this;
  }

  /** Helidon knows handlers that are more than that, as those that upgrade the protocol. */
  private static Handler observed(Handler handler) {
    for (Class<?> one = handler.getClass(); one != null; one = one.getSuperclass()) {
      for (Class<?> known : one.getInterfaces()) {
        if (!known.equals(Handler.class) && Handler.class.isAssignableFrom(known)) {
          return handler;
        }
      }
    }
    return new ObservedHandler(handler);
  }

  private static HttpService[] observed(HttpService... services) {
    HttpService[] observed = new HttpService[services.length];
    for (int i = 0; i < services.length; i++) {
      observed[i] = new ObservedService(services[i]);
    }
    return observed;
  }

  private record ObservedService(HttpService service) implements HttpService {

    @Override
    public void routing(HttpRules rules) {
      service.routing(new ObservedRules(rules));
    }

    @Override
    public void beforeStart() {
      service.beforeStart();
    }

    @Override
    public void afterStart(WebServer server) {
      service.afterStart(server);
    }

    @Override
    public void afterStop() {
      service.afterStop();
    }
  }

  private record ObservedHandler(Handler handler) implements Handler {

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
      try {
        handler.handle(request, response);
      } catch (Throwable e) {
        RecordedExchange recorded = RecordedExchange.find(request);
        if (recorded != null) {
          recorded.threw(e);
        }
        throw e;
      }
    }

    @Override
    public void beforeStart() {
      handler.beforeStart();
    }

    @Override
    public void afterStart(WebServer server) {
      handler.afterStart(server);
    }

    @Override
    public void afterStop() {
      handler.afterStop();
    }
  }
}
