// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeyEntry.Owner;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.KeySnapshotCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Verifying one of 200,000 keys, against HMAC-SHA-256 of the same 32 bytes alone, with a function
 * that is ready and cloned; bcrypt of cost 10 of the same secret; and the hash, looked up by id in
 * PostgreSQL on the same machine, with a connection for each thread. Keys are picked at random, so
 * that they are not in the caches.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets fields up.
public class KeyBenchmark {

  private static final byte[] PEPPER = new byte[32];
  private static final BcryptFunction BCRYPT = BcryptFunction.getInstance(Bcrypt.B, 10);
  private static final byte[] SALT = "$2b$10$abcdefghijklmnopqrstuu".getBytes(US_ASCII);
  private static final List<String> SCOPE = List.of("orders:read");

  @Param("200000")
  int keys;

  @Param Work work;

  /** What is measured. */
  public enum Work {
    HMAC,
    VERIFY,
    BCRYPT,
    JDBC
  }

  private final AtomicBoolean told = new AtomicBoolean();
  private HttpServer feed;
  private ApiKeys verifier;
  private String[] texts;
  private byte[][] secrets;
  private Mac mac;
  private @Nullable KeyDatabase database;

  @Setup
  public void start() throws Exception {
    SecureRandom random = new SecureRandom();
    texts = new String[keys];
    secrets = new byte[keys][];
    List<KeyEntry> entries = new ArrayList<>(keys);
    for (int i = 0; i < keys; i++) {
      ApiKeyText text = ApiKeyText.generate("gh", "prod", random);
      texts[i] = text.text();
      secrets[i] = text.secret().getBytes(US_ASCII);
      entries.add(entry(text));
    }
    mac = KeyHash.mac(PEPPER);
    database = work == Work.JDBC ? KeyDatabase.of(entries) : null;
    KeyPair signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    feed = feed(entries, signer);
    verifier =
        ApiKeys.builder()
            .server("http://localhost:" + feed.getAddress().getPort())
            .token("token")
            .build();
    if (!verifier.awaitReady(Duration.ofMinutes(1))
        || !verifier.verify(texts[0], null, SCOPE).isAccepted()) {
      throw new IllegalStateException("the keys are not there");
    }
  }

  private static KeyEntry entry(ApiKeyText text) {
    return new KeyEntry(
        text.id(),
        text.id(),
        KeyHash.HMAC_SHA256,
        KeyHash.HMAC_SHA256.of(PEPPER, text.secret()),
        1,
        State.ACTIVE,
        "Key",
        "prod",
        0,
        SCOPE,
        List.of(),
        List.of(),
        new Owner("acme", null, null),
        List.of());
  }

  /** Tells all keys once, and that nothing has changed after that. */
  private HttpServer feed(List<KeyEntry> entries, KeyPair signer) throws Exception {
    byte[] body =
        KeySnapshotCodec.write(
            new KeySnapshot("shop", 1, /* since= */ 0, 1, "gh", Map.of(1, PEPPER), entries),
            signer.getPrivate());
    String publicKey = Base64.getEncoder().encodeToString(signer.getPublic().getEncoded());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (told.getAndSet(true)) {
              pause();
              exchange.sendResponseHeaders(204, -1);
              return;
            }
            exchange.getResponseHeaders().add("Gatehouse-Key-Signer", publicKey);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @TearDown
  public void stop() throws IOException {
    verifier.close();
    if (database != null) {
      database.close();
    }
    feed.stop(0);
  }

  /** One thread's own connection; none unless a database is asked. */
  @org.openjdk.jmh.annotations.State(Scope.Thread)
  public static class Asking {
    private KeyDatabase.@Nullable Question question;

    @Setup
    public void open(KeyBenchmark all) throws SQLException {
      question = all.database == null ? null : all.database.ask();
    }

    @TearDown
    public void close() throws SQLException {
      if (question != null) {
        question.close();
      }
    }
  }

  /** Verifies, or does a part of it, or what others do instead. */
  @Benchmark
  public Object decide(Asking asking) throws CloneNotSupportedException, SQLException {
    int i = ThreadLocalRandom.current().nextInt(keys);
    return switch (work) {
      case HMAC -> ((Mac) mac.clone()).doFinal(secrets[i]);
      case VERIFY -> verifier.verify(texts[i], null, SCOPE);
      case BCRYPT -> BCRYPT.hash(secrets[i], SALT);
      case JDBC -> {
        byte[] hash = ((Mac) mac.clone()).doFinal(secrets[i]);
        yield requireNonNull(asking.question).matches(ApiKeyText.parse(texts[i]), hash);
      }
    };
  }
}
