// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange was authenticated by an API key; counted with it. Make one for each key and keep
 * it: it remembers what would else be made for each exchange. Immutable to its users, thread-safe.
 */
@Experimental
public final class KeyUse {

  private final @Nullable String id;
  private final @Nullable Refusal refusal;

  /** Threads overwrite each other without harm. */
  private volatile @Nullable Caller recent;

  /** What is counted under one text. */
  private record Caller(String identifier, String text) {}

  private KeyUse(@Nullable String id, @Nullable Refusal refusal) {
    this.id = id;
    this.refusal = refusal;
  }

  /** Calls that are let in by the key of that id. */
  public static KeyUse of(String id) {
    return new KeyUse(requireNonNull(id, "id"), null);
  }

  /**
   * Calls that are refused.
   *
   * @param id of the key; null when it is not known
   */
  public static KeyUse refused(@Nullable String id, Refusal refusal) {
    return new KeyUse(id, requireNonNull(refusal, "refusal"));
  }

  /** Id that the key's text names; null when it is not known. */
  public @Nullable String id() {
    return id;
  }

  /** Null when the call was let in. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  /** The text under which calls of a consumer with this key are counted. */
  String caller(String identifier) {
    Caller known = recent;
    if (known == null || !known.identifier.equals(identifier)) {
      known = new Caller(identifier, CallerText.of(identifier, id, refusal));
      recent = known;
    }
    return known.text;
  }
}
