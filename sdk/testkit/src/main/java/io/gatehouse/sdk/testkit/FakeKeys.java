// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeyEntry.Owner;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignalCodec;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.KeySnapshotCodec;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Keys that a {@link FakeServer} tells services, all of the consumer {@value #CONSUMER}. Issue them
 * before the service starts: what is issued later is told with the next question. Thread-safe;
 * fields are guarded by this object.
 */
public final class FakeKeys {

  /** Whose keys they are. */
  public static final String CONSUMER = "acme";

  static final String PATH = "/ingest/v1/keys";

  static final String SIGNALS_PATH = PATH + "/signals";

  private static final byte[] PEPPER = KeyHash.pepperOf(new byte[32], "fake");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<KeyEntry> entries = new ArrayList<>();
  private final List<KeySignal> signals = new ArrayList<>();
  private final KeyPair signer;

  FakeKeys() {
    try {
      signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
  }

  /** A key that may be used in the environment {@code prod}; returns its text. */
  public String issue(List<String> scopes, RateLimit... limits) {
    return issue(State.ACTIVE, scopes, List.of(), limits);
  }

  /**
   * A key; returns its text.
   *
   * @param allow networks it may be used from; none = any
   */
  public synchronized String issue(
      State state, List<String> scopes, List<String> allow, RateLimit... limits) {
    ApiKeyText text = ApiKeyText.generate("gh", "prod", RANDOM);
    entries.add(
        new KeyEntry(
            text.id(),
            "key of " + text.id(),
            KeyHash.HMAC_SHA256,
            KeyHash.HMAC_SHA256.of(PEPPER, text.secret()),
            1,
            state,
            "Key",
            "prod",
            0,
            scopes,
            allow,
            List.of(),
            new Owner(CONSUMER, null, null),
            List.of(limits)));
    return text.text();
  }

  /** A well-formed key that nobody issued. */
  public static String unknown() {
    return ApiKeyText.generate("gh", "prod", RANDOM).text();
  }

  /** A key with the same id and another secret. */
  public static String wrongSecret(String key) {
    ApiKeyText text = ApiKeyText.parse(key);
    if (text == null) {
      throw new IllegalArgumentException("no key");
    }
    String secret = "0".repeat(ApiKeyText.SECRET_CHARS);
    return new ApiKeyText(text.brand(), text.environment(), text.id(), secret).text();
  }

  /** What services told about the use of keys, in its order. */
  public synchronized List<KeySignal> signals() {
    return List.copyOf(signals);
  }

  /** Takes what a service tells. */
  void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String message = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      List<KeySignal> told = KeySignalCodec.read(message);
      synchronized (this) {
        signals.addAll(told);
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private synchronized byte[] snapshot() {
    long revision = entries.size() + 1L;
    return KeySnapshotCodec.write(
        new KeySnapshot("fake", revision, 0, 1, "gh", Map.of(1, PEPPER), entries),
        signer.getPrivate());
  }

  /** Answers a question, which is never left waiting for long. */
  void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = snapshot();
      String told = Base64.getEncoder().encodeToString(signer.getPublic().getEncoded());
      exchange.getResponseHeaders().add("Gatehouse-Key-Signer", told);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
