// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.catalog.ApiKeys;
import io.gatehouse.catalog.ApiKeys.Made;
import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.ApiKeys.Terms;
import io.gatehouse.catalog.App;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyHash;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Issues and changes API keys. What it did is told to services that wait for it. Thread-safe. */
public final class ApiKeyIssuer {

  /** First part of each key of this installation. */
  public static final String BRAND = "gh";

  private final ApiKeys keys;
  private final KeyMaterial material;
  private final Clock clock;
  private final IntConsumer changed;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param changed told the number of an app whose keys changed
   */
  public ApiKeyIssuer(ApiKeys keys, KeyMaterial material, Clock clock, IntConsumer changed) {
    this.keys = keys;
    this.material = material;
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * A key with its secret, which is known now and never again.
   *
   * @param text null when the key was made before, by a request with the same idempotency key
   */
  public record Issued(StoredKey key, @Nullable String text) {}

  /**
   * Issues a key.
   *
   * @param idempotencyKey null = none
   * @throws io.gatehouse.catalog.CatalogException when the app has too many
   */
  public Issued issue(App app, Terms terms, String createdBy, @Nullable String idempotencyKey) {
    ApiKeyText text = text(terms);
    Made made = keys.create(app, terms, secret(app, text), createdBy, idempotencyKey);
    return new Issued(made.key(), made.created() ? text.text() : null);
  }

  /**
   * Gives a key another secret.
   *
   * @param overlap how long the secrets before stay valid
   * @throws io.gatehouse.catalog.CatalogException when it has too many that are valid
   */
  public Issued rotate(App app, StoredKey key, Duration overlap) {
    ApiKeyText text = text(key.terms());
    long until = clock.millis() + overlap.toMillis();
    return new Issued(keys.rotate(app, key.id(), secret(app, text), until), text.text());
  }

  /** Says other things of a key. */
  public void change(App app, StoredKey key, Terms terms) {
    keys.change(app, key.id(), terms);
  }

  /**
   * Lets keys be used or not.
   *
   * @return how many changed
   */
  public int setState(App app, List<String> ids, String state, String reason) {
    return keys.setState(app, ids, state, reason);
  }

  /** To be called when a change is committed, and not before: services ask at once. */
  public void announce(App app) {
    changed.accept(app.number());
  }

  private ApiKeyText text(Terms terms) {
    return ApiKeyText.generate(BRAND, ApiKeyText.partOf(terms.environment()), random);
  }

  private Secret secret(App app, ApiKeyText text) {
    int pepper = material.currentPepper();
    byte[] own = requireNonNull(material.peppersOf(app.id()).get(pepper), "pepper");
    return new Secret(
        text.id(),
        text.prefix(),
        KeyHash.HMAC_SHA256.text(),
        HexFormat.of().formatHex(KeyHash.HMAC_SHA256.of(own, text.secret())),
        pepper,
        clock.millis(),
        0);
  }
}
