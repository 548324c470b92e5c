// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.App;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.InstanceQueries.MissingBatches;
import io.gatehouse.storage.KeyFacts;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.Per;
import io.gatehouse.storage.UsageQueries.Selection;
import io.gatehouse.storage.UsageQueries.Sums;
import io.gatehouse.storage.UsageQueries.UsageBar;
import io.gatehouse.storage.UsageQueries.UsageRow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who used what with which API key. */
final class UsagePages {

  /** More rows than anyone reads; an export has them all. */
  private static final int MAX_ROWS = 100_000;

  private static final int MAX_MISSING = 100;

  private final Backend backend;

  UsagePages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/usage", Policy.VIEWER, this::usage),
        Route.get("/apps/{app}/usage/series", Policy.VIEWER, this::series),
        Route.slowGet("/apps/{app}/usage/csv", Policy.VIEWER, this::csv),
        Route.slowGet("/apps/{app}/usage/export", Policy.VIEWER, this::export));
  }

  record SumsView(
      long requests,
      long served,
      long serverErrors,
      long refused,
      long rateLimited,
      long billable,
      @Nullable Double meanMs,
      long requestBytes,
      long responseBytes) {

    static SumsView of(Sums sums) {
      return new SumsView(
          sums.requests(),
          sums.served(),
          sums.serverErrors(),
          sums.refused(),
          sums.rateLimited(),
          sums.billable(),
          sums.requests() == 0
              ? null
              : Times.millis((double) sums.durationMicros() / sums.requests()),
          sums.requestBytes(),
          sums.responseBytes());
    }
  }

  /**
   * @param id empty = not known
   */
  record KeyRef(String id, String name) {}

  /** Members that were not asked for are null. */
  record UsageItem(
      @Nullable KeyRef key,
      @Nullable String consumer,
      @Nullable String method,
      @Nullable String route,
      @Nullable String refusal,
      @Nullable String version,
      SumsView sums) {}

  /**
   * Numbers of batches that follow one another.
   *
   * @param epoch which start of the process they are of
   */
  record MissingView(String instance, long epoch, long first, long last) {}

  /**
   * Whether all that was counted has come in.
   *
   * @param missingBatches sealed by an instance and not delivered yet
   * @param instances which of them have some
   * @param missing which batches these are; the first of them when there are many
   */
  record Completeness(
      boolean complete, long missingBatches, List<String> instances, List<MissingView> missing) {}

  record Usage(SumsView total, List<UsageItem> items, boolean more, Completeness completeness) {}

  record UsagePoint(String at, SumsView sums) {}

  record UsageSeries(String from, String to, int stepSeconds, List<UsagePoint> bars) {}

  private Response usage(Request request) {
    App app = backend.app(request);
    Selection selection = selection(request, app);
    EnumSet<By> by = by(request);
    int limit = ItemList.limit(request);
    List<UsageItem> items = items(app, selection, by);
    Sums total = backend.storage().usage().usage(selection, Set.of(), 1).get(0).sums();
    return Response.ok(
        new Usage(
            SumsView.of(total),
            items.stream().limit(limit).toList(),
            items.size() > limit,
            completeness(backend.storage().instances().missing(app.number(), Integer.MAX_VALUE))));
  }

  private Selection selection(Request request, App app) {
    View view = backend.view(request, app);
    Set<String> secrets = Set.of();
    String key = request.parameter("key").orElse("");
    if (!key.isEmpty()) {
      List<Secret> known =
          backend
              .catalog()
              .apiKeys()
              .find(app, key)
              .map(StoredKey::secrets)
              .orElseThrow(() -> GatehouseException.notFound("API key", key));
      secrets = Set.copyOf(known.stream().map(Secret::id).toList());
    }
    return new Selection(
        app.number(),
        view.scope().environments(),
        view.scope().range(),
        secrets,
        request.parameter("consumer").orElse(null));
  }

  private static EnumSet<By> by(Request request) {
    EnumSet<By> by = EnumSet.noneOf(By.class);
    for (String name : request.parameter("by").orElse("key").split(",")) {
      switch (name) {
        case "key" -> by.add(By.KEY);
        case "consumer" -> by.add(By.CONSUMER);
        case "endpoint" -> by.add(By.ENDPOINT);
        case "refusal" -> by.add(By.REFUSAL);
        case "version" -> by.add(By.VERSION);
        default ->
            throw GatehouseException.invalid(
                "by",
                "The parameter by has \""
                    + name
                    + "\", but must be a list of key, consumer, endpoint, refusal, version.");
      }
    }
    return by;
  }

  /** A key's secrets are one key. */
  private List<UsageItem> items(App app, Selection selection, EnumSet<By> by) {
    List<UsageRow> rows = backend.storage().usage().usage(selection, by, MAX_ROWS);
    if (!by.contains(By.KEY)) {
      return rows.stream().map(row -> item(row, null, row.sums())).toList();
    }
    Set<String> secrets = new HashSet<>();
    rows.forEach(row -> secrets.add(String.valueOf(row.key())));
    Map<String, StoredKey> keys = backend.catalog().apiKeys().bySecret(app, secrets);
    Map<List<Object>, UsageRow> merged = new LinkedHashMap<>();
    Map<List<Object>, KeyRef> names = new HashMap<>();
    for (UsageRow row : rows) {
      KeyRef key = ref(String.valueOf(row.key()), keys);
      List<Object> identity = new ArrayList<>();
      identity.add(key.id());
      for (String part :
          new String[] {row.consumer(), row.method(), row.route(), row.refusal(), row.version()}) {
        identity.add(part == null ? false : part);
      }
      names.put(identity, key);
      merged.merge(identity, row, UsagePages::plus);
    }
    List<UsageItem> items = new ArrayList<>();
    merged.forEach((identity, row) -> items.add(item(row, names.get(identity), row.sums())));
    items.sort((one, other) -> Long.compare(other.sums().requests(), one.sums().requests()));
    return items;
  }

  private static KeyRef ref(String secret, Map<String, StoredKey> keys) {
    StoredKey key = keys.get(secret);
    return key == null ? new KeyRef(secret, "") : new KeyRef(key.id(), key.terms().name());
  }

  private static UsageRow plus(UsageRow one, UsageRow other) {
    Sums a = one.sums();
    Sums b = other.sums();
    return new UsageRow(
        one.key(),
        one.consumer(),
        one.method(),
        one.route(),
        one.refusal(),
        one.version(),
        new Sums(
            a.requests() + b.requests(),
            a.served() + b.served(),
            a.serverErrors() + b.serverErrors(),
            a.refused() + b.refused(),
            a.rateLimited() + b.rateLimited(),
            a.billable() + b.billable(),
            a.durationMicros() + b.durationMicros(),
            a.requestBytes() + b.requestBytes(),
            a.responseBytes() + b.responseBytes()));
  }

  private static UsageItem item(UsageRow row, @Nullable KeyRef key, Sums sums) {
    return new UsageItem(
        key,
        row.consumer(),
        row.method(),
        row.route(),
        row.refusal(),
        row.version(),
        SumsView.of(sums));
  }

  static Completeness completeness(List<MissingBatches> missing) {
    return new Completeness(
        missing.isEmpty(),
        missing.stream().mapToLong(MissingBatches::count).sum(),
        missing.stream().map(one -> one.instance().toString()).distinct().toList(),
        missing.stream()
            .limit(MAX_MISSING)
            .map(
                one ->
                    new MissingView(
                        one.instance().toString(), one.epoch(), one.first(), one.last()))
            .toList());
  }

  private Response series(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    List<UsagePoint> points = new ArrayList<>();
    for (UsageBar bar : backend.storage().usage().series(selection(request, app), view.buckets())) {
      points.add(new UsagePoint(Times.ofMinute(bar.startEpochMinute()), SumsView.of(bar.sums())));
    }
    return Response.ok(
        new UsageSeries(
            Times.ofMinute(view.scope().range().fromEpochMinute()),
            Times.ofMinute(view.scope().range().toEpochMinute()),
            view.buckets().minutes() * 60,
            points));
  }

  private Response csv(Request request) {
    return export(request, FileFormat.CSV);
  }

  private Response export(Request request) {
    String format = request.choice("format", List.of("csv", "jsonl", "parquet"));
    return export(request, Downloads.format("format", format));
  }

  private Response export(Request request, FileFormat format) {
    App app = backend.app(request);
    Selection selection = selection(request, app);
    EnumSet<By> by = by(request);
    Per per =
        switch (request.choice("per", List.of("range", "day", "minute"))) {
          case "day" -> Per.DAY;
          case "minute" -> Per.MINUTE;
          default -> null;
        };
    List<KeyFacts> keys = by.contains(By.KEY) ? KeyNames.of(backend, app) : List.of();
    StoredFile file = backend.storage().usage().export(selection, by, per, keys, format);
    return Downloads.of(
        file,
        "usage",
        () ->
            backend.audited(
                request,
                "usage.export",
                app.id(),
                Map.of("format", format.ending(), "rows", file.rows()),
                file::rows));
  }
}
