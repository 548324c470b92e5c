// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Tells the consumer by the principal that was noted while the request was inside. */
@FunctionalInterface
interface PrincipalReader {

  /** Null = anonymous. */
  @Nullable Consumer consumer(HttpServerRequest request);
}
