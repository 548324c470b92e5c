// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.RedactionHits;
import io.gatehouse.collector.redact.BatchRedactor;
import io.gatehouse.server.AppRedactors;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.RedactionJobs;
import io.gatehouse.server.RuleHits;
import io.gatehouse.server.SdkDirections;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules of what must not be stored, what they would do, and applying them to stored data. */
final class RedactionPages {

  private static final int DOCUMENTS = 50;
  private static final int EXAMPLES = 5;
  private static final Duration REACH = Duration.ofDays(30);

  private final Backend backend;
  private final SdkDirections directions;
  private final RedactionJobs jobs;
  private final RuleHits hits;

  RedactionPages(Backend backend, SdkDirections directions, RedactionJobs jobs, RuleHits hits) {
    this.backend = backend;
    this.directions = directions;
    this.jobs = jobs;
    this.hits = hits;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/redaction", Policy.VIEWER, this::get),
        Route.put("/apps/{app}/redaction", Policy.ADMIN, this::set),
        Route.get("/apps/{app}/redaction/likely-secrets", Policy.EDITOR, this::likelySecrets),
        Route.post("/apps/{app}/redaction/preview", Policy.EDITOR, this::preview),
        Route.post("/apps/{app}/redaction/rewrite", Policy.ADMIN, this::rewrite));
  }

  /** What is masked without any rule. */
  record BuiltIn(String kind, String what) {}

  record JobView(
      String state,
      long requests,
      long seen,
      long changed,
      String startedAt,
      @Nullable String endedAt,
      String problem) {

    static JobView of(RedactionJobs.Status status) {
      return new JobView(
          status.state().name().toLowerCase(Locale.ROOT),
          status.requests(),
          status.seen(),
          status.changed(),
          Times.ofMillis(status.startedEpochMillis()),
          Times.ofMillisOrNull(status.endedEpochMillis()),
          status.problem());
    }
  }

  /**
   * How often a rule hid something in what came in.
   *
   * @param endpoint null = all
   * @param last24Hours by whole hours
   */
  record HitsView(
      String target, String path, @Nullable String endpoint, long last24Hours, String lastAt) {

    static HitsView of(RedactionHits.Total total) {
      RedactionHits.Rule rule = total.rule();
      return new HitsView(
          rule.target(),
          rule.path(),
          rule.endpoint().isEmpty() ? null : rule.endpoint(),
          total.last24Hours(),
          Times.ofMillis(total.lastAt()));
    }
  }

  record Redaction(
      List<SdkDirections.Rule> rules,
      List<HitsView> hits,
      List<BuiltIn> builtIn,
      @Nullable JobView rewrite) {}

  /**
   * @param documents how many stored requests were looked at, the newest first
   */
  record LikelySecretsView(int documents, List<LikelySecrets.Place> places) {}

  record RedactionChange(@Nullable List<SdkDirections.WantedRule> rules) {}

  record Example(String id, String at, String method, String route) {}

  /**
   * @param documents how many stored requests were looked at, the newest first
   * @param matched in how many of them the rule would change something
   * @param microsPerDocument what the rule costs, mean
   */
  record Preview(int documents, int matched, double microsPerDocument, List<Example> examples) {}

  private static final List<BuiltIn> BUILT_IN =
      List.of(
          new BuiltIn(
              "names",
              "Headers, parameters and fields whose names say so: authorization, cookie, password,"
                  + " secret, token, api-key, session, signature, card number, ssn and the like"),
          new BuiltIn("values", "Card numbers (with a valid check digit)"),
          new BuiltIn("values", "Bearer tokens and JSON Web Tokens"),
          new BuiltIn("values", "Private keys in PEM"),
          new BuiltIn(
              "values", "Tokens with known prefixes, such as ghp_, sk_live_, xoxb- and AKIA"),
          new BuiltIn("values", "Passwords in addresses (user:password@host)"),
          new BuiltIn("addresses", "The last part of client addresses"));

  private Response get(Request request) {
    return Response.ok(of(backend.app(request)));
  }

  private Redaction of(App app) {
    return new Redaction(
        directions.of(app.number()).redaction(),
        hits.totals(app.number()).stream().map(HitsView::of).toList(),
        BUILT_IN,
        jobs.status(app).map(JobView::of).orElse(null));
  }

  private Response set(Request request) {
    App app = backend.app(request);
    List<SdkDirections.WantedRule> rules = request.json(RedactionChange.class).rules();
    if (rules == null) {
      throw GatehouseException.invalid("rules", "The field rules is missing.");
    }
    SdkDirections.Settings before = directions.of(app.number());
    SdkDirections.Settings after = before.withRules(rules);
    backend.audited(
        request,
        "redaction.update",
        app.id(),
        Map.of("before", before.redaction(), "after", after.redaction()),
        () -> {
          directions.set(app, after);
          return after;
        });
    return Response.ok(of(app));
  }

  /** What one more rule would do to the newest stored requests. */
  private Response preview(Request request) {
    App app = backend.app(request);
    SdkDirections.Rule rule = request.json(SdkDirections.WantedRule.class).checked();
    BatchRedactor redactor = AppRedactors.of(List.of(rule));
    BatchRedactor without = BatchRedactor.builtIn();
    List<RequestLog> documents = newest(app);
    List<Example> examples = new ArrayList<>();
    int matched = 0;
    long nanos = 0;
    for (RequestLog log : documents) {
      long start = System.nanoTime();
      RequestLog after = redactor.redact(log);
      nanos += System.nanoTime() - start;
      if (!after.equals(without.redact(log))) {
        matched++;
        if (examples.size() < EXAMPLES) {
          examples.add(
              new Example(
                  log.id().toString(),
                  Times.ofMicros(log.startEpochMicros()),
                  log.method(),
                  log.route()));
        }
      }
    }
    double micros = documents.isEmpty() ? 0 : nanos / 1_000.0 / documents.size();
    return Response.ok(
        new Preview(documents.size(), matched, Math.round(micros * 10) / 10.0, examples));
  }

  /** Places in the newest stored requests that look private and that no rule hides. */
  private Response likelySecrets(Request request) {
    App app = backend.app(request);
    if (!request.requirePrincipal().seesBodies()) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN, "This looks into bodies, which needs the right to see them.");
    }
    BatchRedactor redactor = AppRedactors.of(directions.of(app.number()).redaction());
    LikelySecrets found = new LikelySecrets();
    List<RequestLog> documents = newest(app);
    documents.forEach(log -> found.look(redactor.redact(log)));
    return Response.ok(new LikelySecretsView(documents.size(), found.places()));
  }

  private List<RequestLog> newest(App app) {
    TimeRange range =
        TimeRange.of(
            backend.clock().instant().minus(REACH), backend.clock().instant().plusSeconds(60));
    Scope scope = new Scope(app.number(), Set.of(), range, Filter.ALL);
    List<RequestLog> documents = new ArrayList<>();
    for (StoredRequest stored :
        backend.storage().requestLogs().list(scope, null, DOCUMENTS).items()) {
      backend
          .storage()
          .requestLogs()
          .find(app.number(), stored.log().id(), stored.log().startEpochMicros())
          .ifPresent(found -> documents.add(found.log()));
    }
    return documents;
  }

  private Response rewrite(Request request) {
    App app = backend.app(request);
    RedactionJobs.Status status =
        backend.audited(request, "redaction.rewrite", app.id(), Map.of(), () -> jobs.start(app));
    return Response.json(202, JobView.of(status));
  }
}
