// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Something about the use of keys that somebody may want to know of, as a service saw it. Told at
 * least once; the same one again changes nothing.
 *
 * @param secret id that the key's text names; empty = no key in particular
 * @param value what was seen, 1–200 characters
 * @param calls most calls of a minute that it is about; at least 1
 * @param secrets how many different ids those calls named
 * @param atMillis when it was seen last
 */
public record KeySignal(
    Kind kind, String secret, String value, long calls, int secrets, long atMillis) {

  /** Longest {@link #value()}. */
  public static final int MAX_VALUE_CHARS = 200;

  /** What it is. */
  public enum Kind {
    /** Many calls from one address, which is the value, with keys that are none. */
    GUESSING,
    /** The first call with a key from a network, which is the value in CIDR notation. */
    NETWORK,
    /** The first call with a key by a client, which is the value of its {@code User-Agent}. */
    AGENT;

    /** As written on the wire. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one of that {@link #text()}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  public KeySignal {
    requireNonNull(kind, "kind");
    requireNonNull(secret, "secret");
    requireNonNull(value, "value");
    if (value.isEmpty() || value.length() > MAX_VALUE_CHARS || calls < 1 || secrets < 0) {
      throw new IllegalArgumentException(
          "a signal needs a value of 1 to "
              + MAX_VALUE_CHARS
              + " characters and at least 1 call, but has "
              + value.length()
              + " and "
              + calls);
    }
  }
}
