// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Gatehouse;

/**
 * A bean that changes the SDK before it is built.
 *
 * <pre>{@code
 * @Bean
 * GatehouseCustomizer consumers() {
 *   return builder -> builder.consumers(request -> Consumer.of(request.header("X-Client-Id")));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface GatehouseCustomizer {

  void customize(Gatehouse.Builder builder);
}
