// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Audit;
import io.gatehouse.catalog.KeySignals.Signal;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who guesses keys, where keys are used from, and who changed what about them. */
final class KeySignalPages {

  /** What services do not tell: it shows in what they count. */
  private static final String ROUTE = "route";

  private static final List<String> KINDS =
      Stream.concat(
              Stream.of("all", ROUTE),
              Arrays.stream(KeySignal.Kind.values()).map(KeySignal.Kind::text))
          .toList();

  private final Backend backend;

  KeySignalPages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/keys/signals", Policy.VIEWER, this::list),
        Route.get("/apps/{app}/keys/{key}/audit", Policy.ADMIN, this::audit));
  }

  /**
   * @param name null = the key is not known
   */
  record SignalKey(String id, @Nullable String name) {}

  /**
   * @param key null = it is about no key in particular
   * @param calls most of a minute; of a route all
   * @param secrets how many different ids those calls named
   */
  record SignalView(
      String kind,
      @Nullable SignalKey key,
      String value,
      String firstAt,
      String lastAt,
      long calls,
      int secrets) {}

  record SignalList(List<SignalView> items) {}

  private Response list(Request request) {
    App app = backend.app(request);
    String kind = request.choice("kind", KINDS);
    if (kind.equals(ROUTE)) {
      return Response.ok(new SignalList(routes(request, app)));
    }
    List<Signal> signals =
        backend
            .catalog()
            .keySignals()
            .list(
                app.number(),
                kind.equals("all") ? null : kind,
                secrets(request, app),
                ItemList.limit(request));
    Map<String, StoredKey> keys = keys(app, signals);
    List<SignalView> items = new ArrayList<>();
    for (Signal signal : signals) {
      StoredKey key = keys.get(signal.secret());
      items.add(
          new SignalView(
              signal.kind(),
              signal.secret().isEmpty()
                  ? null
                  : new SignalKey(
                      key == null ? signal.secret() : key.id(),
                      key == null ? null : key.terms().name()),
              signal.value(),
              Times.ofMillis(signal.firstAt()),
              Times.ofMillis(signal.lastAt()),
              signal.calls(),
              signal.secrets()));
    }
    return Response.ok(new SignalList(items));
  }

  private List<SignalView> routes(Request request, App app) {
    StoredKey key = key(app, Fields.required("key", request.parameter("key").orElse(null)));
    Set<String> secrets = new HashSet<>();
    key.secrets().forEach(secret -> secrets.add(secret.id()));
    SignalKey named = new SignalKey(key.id(), key.terms().name());
    return backend
        .storage()
        .usage()
        .routeUses(app.number(), secrets, ItemList.limit(request))
        .stream()
        .map(
            use ->
                new SignalView(
                    ROUTE,
                    named,
                    use.method() + ' ' + use.route(),
                    Times.ofMinute(use.firstEpochMinute()),
                    Times.ofMinute(use.lastEpochMinute()),
                    use.requests(),
                    0))
        .toList();
  }

  /** Entries of the audit trail that name the key, also among others. */
  private Response audit(Request request) {
    App app = backend.app(request);
    String id = key(app, request.pathValue("key")).id();
    int limit = ItemList.limit(request);
    long before = Workspace.auditCursor(request);
    List<Audit.Entry> entries = backend.catalog().audit().about(id, before, limit);
    return Response.ok(Workspace.auditPage(entries, limit));
  }

  private StoredKey key(App app, String id) {
    return backend
        .catalog()
        .apiKeys()
        .find(app, id)
        .orElseThrow(() -> GatehouseException.notFound("API key", id));
  }

  /** Of the key that is asked for; null = of all. */
  private @Nullable List<String> secrets(Request request, App app) {
    String id = request.parameter("key").orElse("");
    if (id.isEmpty()) {
      return null;
    }
    return key(app, id).secrets().stream().map(secret -> secret.id()).toList();
  }

  private Map<String, StoredKey> keys(App app, List<Signal> signals) {
    Map<String, StoredKey> keys = new HashMap<>();
    List<String> ids =
        signals.stream().map(Signal::secret).filter(id -> !id.isEmpty()).distinct().toList();
    for (StoredKey key : backend.catalog().apiKeys().ofSecrets(app, ids)) {
      key.secrets().forEach(secret -> keys.put(secret.id(), key));
    }
    return keys;
  }
}
