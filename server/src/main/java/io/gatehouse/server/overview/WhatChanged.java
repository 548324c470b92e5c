// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import io.gatehouse.server.overview.Change.Kind;
import io.gatehouse.server.overview.Change.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What changed, worst first. A sentence needs enough requests and a difference that chance does not
 * explain, so that a quiet night tells nothing.
 */
public final class WhatChanged {

  /** More nobody reads. */
  private static final int MOST = 12;

  private WhatChanged() {}

  /**
   * What is known beside figures.
   *
   * @param down monitors that are down
   * @param exceptions first seen in the range
   */
  public record Events(List<Down> down, List<NewException> exceptions) {
    public Events {
      down = List.copyOf(down);
      exceptions = List.copyOf(exceptions);
    }
  }

  public record Down(String id, String name, long sinceMillis, String cause) {}

  public record NewException(int id, String type, String endpoint, long count) {}

  /**
   * @param changes worst first
   * @param nothing nothing changed by more than a tenth
   */
  public record Result(List<Change> changes, boolean nothing) {
    public Result {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Applies all rules.
   *
   * @param consumerName of a consumer by its identifier
   */
  public static Result of(Compared compared, Events events, UnaryOperator<String> consumerName) {
    List<Change> changes = new ArrayList<>(events(compared, events));
    if (compared.hasBefore()) {
      List<Change> endpoints = EndpointChanges.of(compared);
      changes.addAll(endpoints);
      changes.addAll(ConsumerChanges.of(compared, consumerName));
      changes.addAll(TotalChanges.of(compared, endpoints));
    }
    boolean nothing =
        compared.hasBefore() && changes.stream().allMatch(one -> one.kind() == Kind.DEPLOY);
    changes.sort(Comparator.comparingDouble(Change::weight).reversed());
    return new Result(changes.subList(0, Math.min(MOST, changes.size())), nothing);
  }

  private static List<Change> events(Compared compared, Events events) {
    List<Change> changes = new ArrayList<>();
    for (Down down : events.down()) {
      changes.add(
          new Change(
              Kind.MONITOR_DOWN,
              Tone.BAD,
              1_000,
              "Monitor "
                  + down.name()
                  + " is down since "
                  + Words.time(
                      down.sinceMillis(),
                      compared.zone(),
                      compared.toMillis() - down.sinceMillis() > 86_400_000)
                  + (down.cause().isEmpty() ? "" : ": " + withoutStop(down.cause())),
              "uptime",
              down.id(),
              Map.of()));
    }
    for (NewException one : events.exceptions()) {
      changes.add(
          new Change(
              Kind.NEW_EXCEPTION,
              Tone.BAD,
              400 + 60 * Change.magnitude(one.count()),
              "New exception "
                  + one.type()
                  + " in "
                  + one.endpoint()
                  + (one.count() == 1 ? ", once" : ", " + Words.count(one.count()) + " times"),
              "errors",
              Integer.toString(one.id()),
              Map.of()));
    }
    for (Compared.Release release : compared.releases()) {
      if (release.deploy()) {
        changes.add(
            Change.of(
                Kind.DEPLOY,
                Tone.PLAIN,
                20,
                "Version " + release.label() + " runs since " + compared.time(release.atMillis()),
                "traffic",
                Map.of()));
      }
    }
    return changes;
  }

  private static String withoutStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
