// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import org.jspecify.annotations.Nullable;

/** Answers that machines ask for: {@code /healthz}, {@code /readyz}, {@code /metrics}. */
@FunctionalInterface
public interface Probes {

  /** The answer, or null when the path is none of them. Fast; called on an event loop. */
  @Nullable Response answer(String path);
}
