// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.ApiKeys.Terms;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.KeyCandidates;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.keys.ApiKeyIssuer;
import io.gatehouse.server.keys.ApiKeyIssuer.Issued;
import io.gatehouse.storage.UsageQueries.LastUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** API keys of an app: list, issue, rotate, disable, enable, revoke. */
final class KeyPages {

  private static final int MAX_OVERLAP_HOURS = 24 * 365;
  private static final int MAX_BULK = 10_000;

  private final Backend backend;
  private final ApiKeyIssuer issuer;
  private final String signer;

  /**
   * @param signer whom services have to believe
   */
  KeyPages(Backend backend, ApiKeyIssuer issuer, String signer) {
    this.backend = backend;
    this.issuer = issuer;
    this.signer = signer;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/keys", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/keys", Policy.ADMIN, this::create).whenProven(),
        Route.get("/apps/{app}/keys/signer", Policy.VIEWER, this::signer),
        Route.post("/apps/{app}/keys/states", Policy.ADMIN, this::setStates).whenProven(),
        Route.get("/apps/{app}/keys/{key}", Policy.VIEWER, this::get),
        Route.patch("/apps/{app}/keys/{key}", Policy.ADMIN, this::change).whenProven(),
        Route.post("/apps/{app}/keys/{key}/rotate", Policy.ADMIN, this::rotate).whenProven(),
        Route.post("/apps/{app}/keys/{key}/disable", Policy.ADMIN, one("disabled")).whenProven(),
        Route.post("/apps/{app}/keys/{key}/enable", Policy.ADMIN, one("active")).whenProven(),
        Route.post("/apps/{app}/keys/{key}/revoke", Policy.ADMIN, one("revoked")).whenProven());
  }

  record ConsumerView(String id, @Nullable String name, @Nullable String group) {}

  /**
   * @param prefix how the key begins
   * @param validUntil null = as long as the key
   */
  record SecretView(
      String id,
      String prefix,
      String createdAt,
      @Nullable String validUntil,
      @Nullable String lastUsedAt,
      long requests) {}

  /**
   * @param state {@code active}, {@code expired}, {@code disabled} or {@code revoked}
   * @param secrets newest first
   */
  record KeyView(
      String id,
      String name,
      String environment,
      ConsumerView consumer,
      List<String> scopes,
      List<String> allow,
      List<String> deny,
      List<KeyTerms.Limit> limits,
      List<String> tags,
      @Nullable String externalId,
      String state,
      String stateReason,
      @Nullable String expiresAt,
      String createdAt,
      String createdBy,
      String changedAt,
      @Nullable String firstUsedAt,
      @Nullable String lastUsedAt,
      long requests,
      List<SecretView> secrets) {}

  /**
   * @param secret shown once; missing when the request was one that came before
   */
  record CreatedKey(
      @JsonUnwrapped KeyView key,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {}

  /**
   * @param total how many there are over all pages
   */
  record KeyList(List<KeyView> items, @Nullable String nextCursor, long total) {}

  record Signer(String publicKey) {}

  /**
   * @param overlapHours how long secrets before stay valid; 24 unless told
   */
  record Rotation(@Nullable Integer overlapHours) {}

  record StateChange(@Nullable String reason) {}

  record BulkChange(@Nullable List<String> ids, @Nullable String state, @Nullable String reason) {}

  record Changed(int changed) {}

  private Response list(Request request) {
    App app = backend.app(request);
    String search = request.parameter("search").orElse("");
    int limit = ItemList.limit(request);
    int offset = request.integer("cursor", 0, 0, Integer.MAX_VALUE);
    String attention = request.choice("attention", KeyAttention.KINDS);
    if (!attention.equals("all")) {
      return Response.ok(inNeed(app, search, attention, offset, limit));
    }
    List<StoredKey> found = backend.catalog().apiKeys().list(app, search, offset, limit + 1);
    Map<String, LastUse> uses = uses(app, found);
    List<KeyView> items = found.stream().limit(limit).map(key -> view(key, uses)).toList();
    String next = found.size() > limit ? Integer.toString(offset + limit) : null;
    return Response.ok(new KeyList(items, next, backend.catalog().apiKeys().count(app, search)));
  }

  private KeyList inNeed(App app, String search, String attention, int offset, int limit) {
    KeyCandidates candidates = backend.catalog().keyCandidates();
    List<String> ids =
        new KeyAttention(candidates, secrets -> uses(app, secrets))
            .find(app, search, attention, backend.clock().millis());
    int from = Math.min(offset, ids.size());
    int to = Math.min(from + limit, ids.size());
    List<StoredKey> found = candidates.keys(app, ids.subList(from, to));
    Map<String, LastUse> uses = uses(app, found);
    List<KeyView> items = found.stream().map(key -> view(key, uses)).toList();
    return new KeyList(items, to < ids.size() ? Integer.toString(to) : null, ids.size());
  }

  private Map<String, LastUse> uses(App app, List<StoredKey> keys) {
    Set<String> secrets = new HashSet<>();
    keys.forEach(key -> key.secrets().forEach(secret -> secrets.add(secret.id())));
    return uses(app, secrets);
  }

  private Map<String, LastUse> uses(App app, Set<String> secrets) {
    Map<String, LastUse> uses = new HashMap<>();
    for (LastUse use : backend.storage().usage().lastUses(app.number(), secrets)) {
      uses.put(use.key(), use);
    }
    return uses;
  }

  private KeyView view(App app, StoredKey key) {
    return view(key, uses(app, List.of(key)));
  }

  private KeyView view(StoredKey key, Map<String, LastUse> uses) {
    List<SecretView> secrets = new ArrayList<>();
    long requests = 0;
    Long first = null;
    Long last = null;
    for (Secret secret : key.secrets()) {
      LastUse use = uses.get(secret.id());
      secrets.add(
          new SecretView(
              secret.id(),
              secret.prefix(),
              Times.ofMillis(secret.createdAt()),
              Times.ofMillisOrNull(secret.validUntil() == 0 ? null : secret.validUntil()),
              use == null ? null : Times.ofMinute(use.lastEpochMinute()),
              use == null ? 0 : use.requests()));
      if (use != null) {
        requests += use.requests();
        first = first == null ? use.firstEpochMinute() : Math.min(first, use.firstEpochMinute());
        last = last == null ? use.lastEpochMinute() : Math.max(last, use.lastEpochMinute());
      }
    }
    var terms = key.terms();
    return new KeyView(
        key.id(),
        terms.name(),
        terms.environment(),
        new ConsumerView(terms.consumer(), terms.consumerName(), terms.consumerGroup()),
        terms.scopes(),
        terms.allow(),
        terms.deny(),
        terms.limits().stream().map(KeyTerms.Limit::of).toList(),
        terms.tags(),
        terms.externalId(),
        state(key),
        key.stateReason(),
        Times.ofMillisOrNull(terms.expiresAt() == 0 ? null : terms.expiresAt()),
        Times.ofMillis(key.createdAt()),
        key.createdBy(),
        Times.ofMillis(key.changedAt()),
        Times.ofMinuteOrNull(first),
        Times.ofMinuteOrNull(last),
        requests,
        secrets);
  }

  private String state(StoredKey key) {
    long expires = key.terms().expiresAt();
    boolean expired = expires != 0 && backend.clock().millis() >= expires;
    return expired && key.state().equals("active") ? "expired" : key.state();
  }

  private Response create(Request request) {
    App app = backend.app(request);
    KeyTerms wanted = request.json(KeyTerms.class);
    var terms = wanted.checked(backend.clock().millis());
    String idempotencyKey = request.idempotencyKey();
    Fields.maxLength("Idempotency-Key", idempotencyKey, 128);
    String actor = request.requirePrincipal().actor();
    Issued issued =
        orConflict(
            "No new API key",
            () ->
                backend.audited(
                    request,
                    "api-key.create",
                    made -> app.id() + " " + made.key().id(),
                    audited(terms),
                    () -> issuer.issue(app, terms, actor, idempotencyKey)));
    issuer.announce(app);
    CreatedKey created = new CreatedKey(view(app, issued.key()), issued.text());
    return issued.text() == null ? Response.ok(created) : Response.created(created);
  }

  /** Without who it is for: the audit trail is for good, and a consumer may have to be erased. */
  private static Map<String, ?> audited(Terms terms) {
    return Map.of(
        "environment", terms.environment(),
        "scopes", terms.scopes(),
        "allow", terms.allow(),
        "deny", terms.deny(),
        "limits", terms.limits(),
        "expiresAt", terms.expiresAt());
  }

  private static Issued orConflict(String what, Supplier<Issued> change) {
    try {
      return change.get();
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, what + ": " + e.getMessage() + ".", e);
    }
  }

  private StoredKey key(App app, Request request) {
    String id = request.pathValue("key");
    return backend
        .catalog()
        .apiKeys()
        .find(app, id)
        .orElseThrow(() -> GatehouseException.notFound("API key", id));
  }

  private Response get(Request request) {
    App app = backend.app(request);
    return Response.ok(view(app, key(app, request)));
  }

  private Response signer(Request request) {
    backend.app(request);
    return Response.ok(new Signer(signer));
  }

  private Response change(Request request) {
    App app = backend.app(request);
    StoredKey before = key(app, request);
    var after = request.json(KeyTerms.class).over(before.terms(), backend.clock().millis());
    backend.audited(
        request,
        "api-key.update",
        app.id() + " " + before.id(),
        Map.of("before", audited(before.terms()), "after", audited(after)),
        () -> {
          issuer.change(app, before, after);
          return after;
        });
    issuer.announce(app);
    return Response.ok(view(app, key(app, request)));
  }

  private Response rotate(Request request) {
    App app = backend.app(request);
    StoredKey key = key(app, request);
    if (key.state().equals("revoked")) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "The key is revoked. Create another one instead.");
    }
    Integer wanted = request.json(Rotation.class).overlapHours();
    int hours = Fields.between("overlapHours", wanted == null ? 24 : wanted, 0, MAX_OVERLAP_HOURS);
    Issued issued =
        orConflict(
            "No new secret",
            () ->
                backend.audited(
                    request,
                    "api-key.rotate",
                    app.id() + " " + key.id(),
                    Map.of("overlapHours", hours),
                    () -> issuer.rotate(app, key, Duration.ofHours(hours))));
    issuer.announce(app);
    return Response.created(new CreatedKey(view(app, issued.key()), issued.text()));
  }

  private Route.Handler one(String state) {
    return request -> {
      App app = backend.app(request);
      StoredKey key = key(app, request);
      if (key.state().equals("revoked") && !state.equals("revoked")) {
        throw new GatehouseException(
            ErrorCode.CONFLICT, "The key is revoked, for good. Create another one instead.");
      }
      String reason = reason(request.json(StateChange.class).reason());
      setState(request, app, List.of(key.id()), state, reason);
      return Response.ok(view(app, key(app, request)));
    };
  }

  private static String reason(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "" : Fields.text("reason", reason, 256);
  }

  private int setState(Request request, App app, List<String> ids, String state, String reason) {
    int changed =
        backend.audited(
            request,
            "api-key." + (state.equals("active") ? "enable" : verb(state)),
            app.id() + " " + (ids.size() == 1 ? ids.get(0) : ids.size() + " keys"),
            Map.of("ids", ids, "reason", reason),
            () -> issuer.setState(app, ids, state, reason));
    issuer.announce(app);
    return changed;
  }

  private static String verb(String state) {
    return state.equals("disabled") ? "disable" : "revoke";
  }

  private Response setStates(Request request) {
    App app = backend.app(request);
    BulkChange change = request.json(BulkChange.class);
    List<String> ids = Fields.required("ids", change.ids());
    if (ids.size() > MAX_BULK) {
      throw GatehouseException.invalid(
          "ids", "The field ids has " + ids.size() + " entries; at most " + MAX_BULK + ".");
    }
    String state = Fields.required("state", change.state());
    Fields.oneOf("state", state, List.of("active", "disabled", "revoked"));
    return Response.ok(new Changed(setState(request, app, ids, state, reason(change.reason()))));
  }
}
