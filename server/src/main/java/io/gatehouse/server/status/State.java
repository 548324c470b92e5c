// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

/** How something is, from good to bad. */
enum State {
  UP("Up", "u"),
  UNKNOWN("No data", "n"),
  MAINTENANCE("Maintenance", "m"),
  DEGRADED("Degraded", "p"),
  DOWN("Down", "d");

  private final String word;
  private final String mark;

  State(String word, String mark) {
    this.word = word;
    this.mark = mark;
  }

  String word() {
    return word;
  }

  /** Name of its class in the style sheet. */
  String mark() {
    return mark;
  }

  /** White text on it has a contrast of at least 4.5. */
  String color() {
    return switch (this) {
      case UP -> "#0f766e";
      case UNKNOWN -> "#56627a";
      case MAINTENANCE -> "#1f66b3";
      case DEGRADED -> "#8f5a00";
      case DOWN -> "#b32642";
    };
  }

  State worse(State other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
