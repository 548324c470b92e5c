// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.KeyCandidates;
import io.gatehouse.catalog.KeyCandidates.Candidate;
import io.gatehouse.catalog.KeyCandidates.CandidateSecret;
import io.gatehouse.storage.UsageQueries.LastUse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds API keys that somebody may have to look after. */
final class KeyAttention {

  /** Values of the parameter {@code attention}. */
  static final List<String> KINDS = List.of("all", "unused", "never", "expiring", "oldSecret");

  private static final long UNUSED_MILLIS = Duration.ofDays(90).toMillis();
  private static final long EXPIRING_MILLIS = Duration.ofDays(14).toMillis();
  private static final long MINUTE_MILLIS = 60_000;

  private final KeyCandidates candidates;
  private final Function<Set<String>, Map<String, LastUse>> uses;

  /**
   * @param uses when secrets were used, by their ids; those that never were are left out
   */
  KeyAttention(KeyCandidates candidates, Function<Set<String>, Map<String, LastUse>> uses) {
    this.candidates = candidates;
    this.uses = uses;
  }

  /**
   * Ids of keys, newest first.
   *
   * @param kind one of {@link #KINDS} other than {@code all}
   */
  List<String> find(App app, String search, String kind, long nowMillis) {
    return switch (kind) {
      case "expiring" ->
          ids(
              candidates
                  .expiringBefore(app, search, nowMillis + EXPIRING_MILLIS, nowMillis)
                  .stream());
      case "unused" -> {
        long since = nowMillis - UNUSED_MILLIS;
        List<Candidate> old = candidates.createdBefore(app, search, since, nowMillis);
        Map<String, LastUse> known = usesOf(old);
        yield ids(
            old.stream()
                .filter(
                    key -> {
                      Long last = lastUse(key, known);
                      return last != null && last < since;
                    }));
      }
      case "never" -> {
        List<Candidate> all = candidates.createdBefore(app, search, Long.MAX_VALUE, nowMillis);
        Map<String, LastUse> known = usesOf(all);
        yield ids(all.stream().filter(key -> lastUse(key, known) == null));
      }
      case "oldSecret" -> {
        List<Candidate> rotated = candidates.withOldSecret(app, search, nowMillis, nowMillis);
        Map<String, LastUse> known = usesOf(rotated);
        yield ids(rotated.stream().filter(key -> usesOldSecret(key, known, nowMillis)));
      }
      default -> throw new IllegalArgumentException("no kind of attention: " + kind);
    };
  }

  private static List<String> ids(Stream<Candidate> keys) {
    return keys.map(Candidate::id).toList();
  }

  private Map<String, LastUse> usesOf(List<Candidate> keys) {
    Set<String> secrets = new HashSet<>();
    keys.forEach(key -> key.secrets().forEach(secret -> secrets.add(secret.id())));
    return uses.apply(secrets);
  }

  private static @Nullable Long lastUse(Candidate key, Map<String, LastUse> known) {
    Long last = null;
    for (CandidateSecret secret : key.secrets()) {
      LastUse use = known.get(secret.id());
      if (use != null) {
        long at = use.lastEpochMinute() * MINUTE_MILLIS;
        last = last == null ? at : Math.max(last, at);
      }
    }
    return last;
  }

  /** Whether one that is not the newest, and still valid, was used since the newest was made. */
  private static boolean usesOldSecret(Candidate key, Map<String, LastUse> known, long nowMillis) {
    long rotated = key.secrets().get(0).createdAt();
    for (CandidateSecret old : key.secrets().subList(1, key.secrets().size())) {
      LastUse use = known.get(old.id());
      boolean valid = old.validUntil() > nowMillis;
      if (valid && use != null && (use.lastEpochMinute() + 1) * MINUTE_MILLIS > rotated) {
        return true;
      }
    }
    return false;
  }
}
