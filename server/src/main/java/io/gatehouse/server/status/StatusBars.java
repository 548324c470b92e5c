// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.server.status.PublicPage.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Days of a component as drawings. A state is one line with gaps, so that fifty components take
 * little room; states differ in height as well as in colour.
 */
final class StatusBars {

  private static final int CHART = 24;
  private static final int POINT_DAYS = 3;
  private static final State[] STATES = State.values();

  private StatusBars() {}

  /** The words below say the same, so it is hidden from those who have it read out. */
  static void bars(Markup out, Part part) {
    out.add("<svg class=b viewBox=\"0 0 90 10\" preserveAspectRatio=none aria-hidden=true>");
    for (State state : STATES) {
      if (part.days().contains(state)) {
        String moves = "<path d=" + moves(part.days(), state);
        String dashes = "<path d=M0,10h90 stroke-dasharray=" + dashes(part.days(), state);
        out.add(moves.length() <= dashes.length() ? moves : dashes);
        out.add(" class=").add(state.mark()).add(" />");
      }
    }
    out.add("</svg>");
  }

  /** Runs of days in a state, each as a line at the foot: short where there are few. */
  static String moves(List<State> days, State state) {
    StringBuilder moves = new StringBuilder();
    int end = 0;
    int day = 0;
    while (day < days.size()) {
      int start = day;
      while (day < days.size() && days.get(day) == state) {
        day++;
      }
      if (day == start) {
        day++;
        continue;
      }
      moves.append(moves.isEmpty() ? "M" + start + ",10h" : "m" + (start - end) + ",0h");
      moves.append(day - start);
      end = day;
    }
    return moves.toString();
  }

  /** Lengths of what is drawn and what is not, in turn: short where there are many runs. */
  static String dashes(List<State> days, State state) {
    StringBuilder dashes = new StringBuilder();
    boolean drawn = true;
    int length = 0;
    int runs = 0;
    for (State day : days) {
      if ((day == state) != drawn) {
        dashes.append(length).append(',');
        runs++;
        drawn = !drawn;
        length = 0;
      }
      length++;
    }
    dashes.append(length);
    // With an odd number of lengths the pattern would go on upside down.
    return runs % 2 == 0 ? dashes + ",0" : dashes.toString();
  }

  /** The same in words. */
  static String words(Part part) {
    List<String> words = new ArrayList<>();
    Double uptime = part.uptime();
    words.add(uptime == null ? "no data yet" : percent(uptime) + " up");
    count(words, part, List.of(State.DEGRADED, State.DOWN), "with trouble");
    if (uptime != null) {
      count(words, part, List.of(State.UNKNOWN), "without data");
    }
    return String.join(", ", words);
  }

  private static void count(List<String> words, Part part, List<State> states, String what) {
    long days = part.days().stream().filter(states::contains).count();
    if (days > 0) {
      words.add(days + (days == 1 ? " day " : " days ") + what);
    }
  }

  /** Two decimals, rounded down: what was down once was never up all the time. */
  static String percent(double share) {
    double percent = Math.floor(share * 10_000) / 100;
    return percent == 100 ? "100 %" : String.format(Locale.ROOT, "%.2f %%", percent);
  }

  /** Response times of all days; gaps where there were none. */
  static void latency(Markup out, Part part) {
    List<Integer> known = part.latencies().stream().filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return;
    }
    int max = known.stream().mapToInt(Integer::intValue).max().orElse(1);
    int min = known.stream().mapToInt(Integer::intValue).min().orElse(1);
    String words = "Response time: " + known.get(known.size() - 1) + " ms on the last day, ";
    words += min == max ? "the same before" : min + " to " + max + " ms in 90 days";
    out.add(
        "</p><svg class=g viewBox=\"0 0 90 24\" preserveAspectRatio=none aria-hidden=true><path d=");
    out.add(line(part.latencies(), max)).add(" /></svg>");
    out.add("<p class=q>").add(words);
  }

  /** Three days a point, in whole units, each from the one before: as short as can be. */
  private static String line(List<@Nullable Integer> latencies, int max) {
    StringBuilder line = new StringBuilder();
    long before = -1;
    for (int day = 0; day < latencies.size(); day += POINT_DAYS) {
      List<Integer> known =
          latencies.subList(day, Math.min(day + POINT_DAYS, latencies.size())).stream()
              .filter(Objects::nonNull)
              .toList();
      double mean = known.stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
      if (Double.isNaN(mean)) {
        before = -1;
        continue;
      }
      long y = Math.round(CHART - 1 - (CHART - 3) * mean / max);
      if (before < 0) {
        // A point by itself is a dot: a line of no length with round ends.
        line.append('M').append(day + 1).append(',').append(y).append("h0");
      } else {
        line.append('l').append(POINT_DAYS).append(y < before ? "" : ",").append(y - before);
      }
      before = y;
    }
    return line.toString();
  }
}
