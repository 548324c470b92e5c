// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

/**
 * With which API key requests were called, and what came of it.
 *
 * @param id of the secret, 1–32 characters; empty = not known, {@link Rollup#OTHER} = over a limit
 * @param refusal why they were refused, e.g. {@code revoked}, 1–32 characters; empty = they were
 *     not
 */
public record KeyUse(String id, String refusal) {

  public KeyUse {
    requireNonNull(id, "id");
    requireNonNull(refusal, "refusal");
  }
}
