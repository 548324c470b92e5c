// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webmvc;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.servlet.GatehouseFilter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/** Makes the exchange the current one on the thread on which Spring MVC runs a callable. */
final class CallableScope implements CallableProcessingInterceptor {

  private static final String SCOPE = "io.gatehouse.spring.callableScope";

  @Override
  public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
    if (attribute(request, GatehouseFilter.EXCHANGE) instanceof Exchange exchange) {
      request.setAttribute(SCOPE, CurrentExchange.open(exchange), RequestAttributes.SCOPE_REQUEST);
    }
  }

  /** On the thread of {@link #preProcess}, whatever came of the callable. */
  @Override
  public <T> void postProcess(
      NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
    if (attribute(request, SCOPE) instanceof CurrentExchange.Scope scope) {
      scope.close();
    }
  }

  private static @Nullable Object attribute(NativeWebRequest request, String name) {
    return request.getAttribute(name, RequestAttributes.SCOPE_REQUEST);
  }
}
