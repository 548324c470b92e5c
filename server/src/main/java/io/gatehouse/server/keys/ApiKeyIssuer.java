// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.catalog.ApiKeyImports.Import;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /**
   * A key that another system issued, as that system knows it.
   *
   * @param digest what it kept of the key, by {@code algorithm}
   * @param prefix how the key begins, for people
   */
  public record Foreign(Terms terms, KeyHash algorithm, byte[] digest, String prefix) {
    public Foreign {
      digest = digest.clone();
    }

    @Override
    public byte[] digest() {
      return digest.clone();
    }
  }

  /**
   * Lets keys be used that another system issued. What is kept of them is hashed once more with our
   * pepper, so that the other system's database is of no more use than ours.
   *
   * @param createdBy null = only say what would happen
   * @return the id of each key, empty when it would be imported; null = it is here already
   * @throws io.gatehouse.catalog.CatalogException when the app has too many; then none is kept
   */
  public List<@Nullable String> importAll(
      App app, List<Foreign> foreign, @Nullable String createdBy) {
    Map<Integer, byte[]> peppers = material.peppersOf(app.id());
    int current = material.currentPepper();
    List<Import> imports = new ArrayList<>();
    for (Foreign one : foreign) {
      Map<Integer, String> hashes = new HashMap<>();
      peppers.forEach(
          (number, pepper) ->
              hashes.put(
                  number, HexFormat.of().formatHex(KeyHash.mac(pepper).doFinal(one.digest))));
      Secret secret =
          new Secret(
              ApiKeyText.generate(BRAND, "x", random).id(),
              one.prefix,
              one.algorithm.text(),
              requireNonNull(hashes.get(current), "hash"),
              current,
              clock.millis(),
              0);
      imports.add(new Import(one.terms, secret, List.copyOf(hashes.values())));
    }
    return keys.imports().importAll(app, imports, createdBy);
  }

  /** How many secrets that are still valid each pepper protects; the last one is for new ones. */
  public SortedMap<Integer, Long> peppers() {
    TreeMap<Integer, Long> secrets = new TreeMap<>(keys.imports().secretsByPepper());
    secrets.putIfAbsent(material.currentPepper(), 0L);
    return secrets;
  }

  /**
   * Makes another pepper for secrets to come; those before go on to count for theirs.
   *
   * @return its number
   */
  public int rotatePepper() {
    return material.rotatePepper();
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
