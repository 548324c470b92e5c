// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.quarkus;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.vertx.VertxExchange;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.Path;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Makes the exchange the current one around methods of resources, on the thread they run on. */
@Interceptor
@ResourceScope.Bound
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
final class ResourceScope {

  private final CurrentVertxRequest request;

  @Inject
  ResourceScope(CurrentVertxRequest request) {
    this.request = request;
  }

  @AroundInvoke
  @Nullable Object invoke(InvocationContext method) throws Exception {
    VertxExchange recorded = recorded();
    if (recorded == null) {
      return method.proceed();
    }
    try (CurrentExchange.Scope scope = CurrentExchange.open(recorded.exchange())) {
      return method.proceed();
    }
  }

  private @Nullable VertxExchange recorded() {
    if (!Arc.container().requestContext().isActive()) {
      return null;
    }
    RoutingContext context = request.getCurrent();
    return context == null ? null : VertxExchange.find(context);
  }

  /** What the interceptor is bound by; put on resources when an application is built. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Bound {}

  /** Puts {@link Bound} on all resources. */
  public static final class Binding implements BuildCompatibleExtension {

    /** For Quarkus. */
    public Binding() {}

    /** Called for each class with a path. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Path.class)
    public void bind(ClassConfig resource) {
      resource.addAnnotation(Bound.class);
    }
  }
}
