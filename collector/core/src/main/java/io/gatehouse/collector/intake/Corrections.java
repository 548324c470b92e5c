// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.intake;

import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.IngestOutcome.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was not taken as it came while one message is decoded; goes into the log with the message.
 * The first hint of each reason stays. Used by one thread.
 */
public final class Corrections {

  private static final int MAX_HINT_CHARS = 200;

  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  private static final class Tally {
    private final Kind kind;
    private final String hint;
    private long count;

    private Tally(Kind kind, String hint) {
      this.kind = kind;
      this.hint = hint;
    }
  }

  /**
   * Counts one more of a reason that has occurred before; false when it is the first. Where input
   * decides how often, ask this before making up a hint: only the first one is kept.
   */
  public boolean again(String reason) {
    Tally tally = tallies.get(reason);
    if (tally == null) {
      return false;
    }
    tally.count++;
    return true;
  }

  public void rejected(String reason, String hint) {
    add(Kind.REJECTED, reason, hint, 1);
  }

  public void corrected(String reason, String hint) {
    add(Kind.CORRECTED, reason, hint, 1);
  }

  public void truncated(String reason, String hint) {
    add(Kind.TRUNCATED, reason, hint, 1);
  }

  /**
   * @param reason one of a fixed set, never made from input, always of the same kind
   * @param hint may hold names from input, never values
   */
  public void add(Kind kind, String reason, String hint, long count) {
    Tally tally = tallies.get(reason);
    if (tally == null) {
      tally = new Tally(kind, cut(hint));
      tallies.put(reason, tally);
    }
    tally.count += count;
  }

  /** The text, or its beginning with a count of the cut under {@code reason}. */
  public String cut(String text, int maxChars, String reason) {
    if (text.length() <= maxChars) {
      return text;
    }
    if (!again(reason)) {
      truncated(reason, "%d characters, limit %d".formatted(text.length(), maxChars));
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(maxChars - 1));
    return text.substring(0, splitsPair ? maxChars - 1 : maxChars);
  }

  public boolean isEmpty() {
    return tallies.isEmpty();
  }

  public List<IngestOutcome> toOutcomes() {
    List<IngestOutcome> outcomes = new ArrayList<>(tallies.size());
    tallies.forEach(
        (reason, tally) ->
            outcomes.add(new IngestOutcome(tally.kind, reason, tally.hint, tally.count)));
    return outcomes;
  }

  private static String cut(String hint) {
    return hint.length() <= MAX_HINT_CHARS ? hint : hint.substring(0, MAX_HINT_CHARS) + "…";
  }
}
