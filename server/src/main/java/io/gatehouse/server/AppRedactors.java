// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.collector.IngestUnavailableException;
import io.gatehouse.collector.redact.BatchRedactor;
import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * The redactor of each app, with the rules that are in force now. The same rules are sent to SDKs
 * of the native protocol; here they are applied again, and for the first time to what other clients
 * send.
 */
public final class AppRedactors implements IntFunction<BatchRedactor> {

  private final SdkDirections directions;
  private final RuleHits hits;
  private final Map<Integer, Known> known = new ConcurrentHashMap<>();

  private record Known(long revision, BatchRedactor redactor) {}

  AppRedactors(SdkDirections directions, RuleHits hits) {
    this.directions = directions;
    this.hits = hits;
  }

  /**
   * @throws IngestUnavailableException when the rules cannot be read: nothing is stored that they
   *     might forbid
   */
  @Override
  public BatchRedactor apply(int app) {
    try {
      long revision = directions.revision(app);
      Known current = known.get(app);
      if (current == null || current.revision != revision) {
        current = new Known(revision, counting(app));
        known.put(app, current);
      }
      return current.redactor;
    } catch (RuntimeException e) {
      throw new IngestUnavailableException(
          IngestUnavailableException.Reason.STOPPED,
          "the redaction rules of the app cannot be read",
          5,
          e);
    }
  }

  private BatchRedactor counting(int app) {
    List<RedactionRule> rules =
        directions.of(app).redaction().stream().map(AppRedactors::rule).toList();
    return new BatchRedactor(rules, Set.of(), false, hits.of(app));
  }

  /** A redactor with the given rules, which counts nothing. */
  public static BatchRedactor of(List<SdkDirections.Rule> rules) {
    return new BatchRedactor(rules.stream().map(AppRedactors::rule).toList(), Set.of(), false);
  }

  private static RedactionRule rule(SdkDirections.Rule rule) {
    return new RedactionRule(
        Target.valueOf(constant(rule.target())),
        rule.path(),
        Action.valueOf(constant(rule.action())),
        rule.endpoint());
  }

  private static String constant(String wireName) {
    return wireName.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
