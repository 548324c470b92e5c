// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

/**
 * What became of the signals about guessed keys and first uses since the start.
 *
 * @param told that the server has
 * @param waiting to be told, e.g. while the server is away
 * @param dropped because too many waited, or because the server refused them
 */
public record KeySignalCounts(long told, int waiting, long dropped) {

  /** Of keys that are not watched. */
  static final KeySignalCounts NONE = new KeySignalCounts(0, 0, 0);
}
