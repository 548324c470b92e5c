// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micrometer;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets Micrometer's context propagation carry the current exchange over threads: through Reactor
 * with {@code spring.reactor.context-propagation=auto}, through executors with Spring's {@code
 * ContextPropagatingTaskDecorator}. Found by {@link java.util.ServiceLoader}.
 */
public final class ExchangeAccessor implements ThreadLocalAccessor<Exchange> {

  /** Also the key in the Reactor context. */
  static final String KEY = "io.gatehouse.sdk.Exchange";

  /** For the service loader. */
  public ExchangeAccessor() {}

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public @Nullable Exchange getValue() {
    Exchange exchange = CurrentExchange.get();
    return exchange.isNoop() ? null : exchange;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the caller brings back what was before
  public void setValue(Exchange exchange) {
    CurrentExchange.open(exchange);
  }

  @Override
  public void setValue() {
    CurrentExchange.clear();
  }
}
