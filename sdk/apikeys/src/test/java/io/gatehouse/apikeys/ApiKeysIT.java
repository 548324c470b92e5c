// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.apikeys.ApiKeys.WhenStale;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeySnapshotCodec;
import io.gatehouse.protocol.key.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestKeys keys = new TestKeys();
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicLong clock = new AtomicLong(1_790_000_000_000L);
  private KeyPair signer;
  private @Nullable HttpServer server;
  private int port;
  private volatile int status = 200;
  @TempDir Path directory;

  @BeforeEach
  void start() throws Exception {
    signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    listen(0);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void listen(int wanted) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 50);
    port = server.getAddress().getPort();
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(KeyFeed.PATH, this::answer);
    server.start();
  }

  /** Answers as the server does, a change being waited for at most a second. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      questions.incrementAndGet();
      String query = exchange.getRequestURI().getQuery();
      long since = Long.parseLong(query.substring(6, query.indexOf('&')));
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      byte[] body = body(since);
      if (body == null) {
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .add(
              KeyFeed.SIGNER_HEADER,
              Base64.getEncoder().encodeToString(signer.getPublic().getEncoded()));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private byte @Nullable [] body(long since) {
    synchronized (keys) {
      if (since == keys.revision() && since > 0) {
        try {
          keys.wait(1_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      if (since == keys.revision() && since > 0) {
        return null;
      }
      long known = since > keys.revision() ? 0 : since;
      return KeySnapshotCodec.write(keys.since(known), signer.getPrivate());
    }
  }

  private TestKeys.Draft issue() {
    TestKeys.Draft draft = new TestKeys.Draft();
    put(draft);
    return draft;
  }

  private void put(TestKeys.Draft draft) {
    synchronized (keys) {
      keys.put(draft.entry());
      keys.notifyAll();
    }
  }

  private ApiKeys.Builder client() {
    return ApiKeys.builder()
        .server("http://localhost:" + port + "/")
        .token("ghi_token")
        .clock(clock::get);
  }

  private static @Nullable Refusal refusal(ApiKeys keys, TestKeys.Draft draft) {
    return keys.verify(draft.text.text(), null, List.of()).refusal();
  }

  @Test
  void a6_changes_reachTheService() throws Exception {
    TestKeys.Draft key = issue();
    try (ApiKeys client = client().build()) {
      assertThat(client.awaitReady(PATIENCE)).isTrue();
      assertThat(refusal(client, key)).isNull();

      key.state = State.REVOKED;
      put(key);
      await().atMost(PATIENCE).until(() -> refusal(client, key) == Refusal.REVOKED);
      TestKeys.Draft young = issue();
      await().atMost(PATIENCE).until(() -> refusal(client, young) == null);
      assertThat(client.isStale()).isFalse();
    }
  }

  @Test
  void a6_beforeKeysAreKnown_allAreRefused() {
    status = 503;
    TestKeys.Draft key = issue();
    try (ApiKeys client = client().build()) {
      assertThat(refusal(client, key)).isEqualTo(Refusal.UNAVAILABLE);
      assertThat(client.verify(null, null, List.of()).refusal()).isEqualTo(Refusal.MISSING);
      status = 200;
      await().atMost(PATIENCE).until(() -> refusal(client, key) == null);
    }
  }

  @Test
  void a6_restartWhileTheServerIsAway_knowsTheKeysOfTheDisk() throws Exception {
    TestKeys.Draft first = issue();
    TestKeys.Draft second = issue();
    try (ApiKeys client = client().directory(directory).build()) {
      assertThat(client.awaitReady(PATIENCE)).isTrue();
      second.state = State.DISABLED;
      put(second);
      await().atMost(PATIENCE).until(() -> refusal(client, second) == Refusal.DISABLED);
    }
    server.stop(0);
    try (ApiKeys client = client().directory(directory).build()) {
      assertThat(client.awaitReady(Duration.ZERO)).isTrue();
      assertThat(refusal(client, first)).isNull();
      assertThat(refusal(client, second)).isEqualTo(Refusal.DISABLED);
      assertThat(
              client
                  .verify(first.text.text(), null, RouteRule.ANY_KEY.whenStale(WhenStale.REFUSE))
                  .refusal())
          .isEqualTo(Refusal.UNAVAILABLE);

      listen(port);
      TestKeys.Draft third = issue();
      await().atMost(PATIENCE).until(() -> refusal(client, third) == null);
      assertThat(
              client
                  .verify(first.text.text(), null, RouteRule.ANY_KEY.whenStale(WhenStale.REFUSE))
                  .refusal())
          .isNull();
    }
  }

  @Test
  void a6_silentServer_makesKeysStale() throws Exception {
    TestKeys.Draft key = issue();
    try (ApiKeys client = client().staleAfter(Duration.ofSeconds(60)).build()) {
      assertThat(client.awaitReady(PATIENCE)).isTrue();
      server.stop(0);
      clock.addAndGet(61_000);

      assertThat(client.isStale()).isTrue();
      assertThat(refusal(client, key)).isNull();
      assertThat(
              client
                  .verify(key.text.text(), null, RouteRule.ANY_KEY.whenStale(WhenStale.REFUSE))
                  .refusal())
          .isEqualTo(Refusal.UNAVAILABLE);
    }
  }

  /** 7: a snapshot that was damaged on disk lets nobody in, and is fetched anew. */
  @Test
  void a6_damagedSnapshot_isFetchedAnew() throws Exception {
    TestKeys.Draft key = issue();
    try (ApiKeys client = client().directory(directory).build()) {
      assertThat(client.awaitReady(PATIENCE)).isTrue();
    }
    try (var files = Files.newDirectoryStream(directory, "*.all")) {
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
      }
    }
    status = 503;
    try (ApiKeys client = client().directory(directory).build()) {
      assertThat(refusal(client, key)).isEqualTo(Refusal.UNAVAILABLE);
      status = 200;
      await().atMost(PATIENCE).until(() -> refusal(client, key) == null);
    }
  }

  /** Whoever takes the server's place later is not believed. */
  @Test
  void anotherSigner_isNotBelieved() throws Exception {
    TestKeys.Draft key = issue();
    try (ApiKeys client = client().directory(directory).build()) {
      assertThat(client.awaitReady(PATIENCE)).isTrue();
      signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      TestKeys.Draft forged = issue();
      int asked = questions.get();
      await().atMost(PATIENCE).until(() -> questions.get() > asked + 1);

      assertThat(refusal(client, forged)).isEqualTo(Refusal.UNKNOWN);
      assertThat(refusal(client, key)).isNull();
    }
  }

  @Test
  void files_areForTheOwnerOnly() throws Exception {
    issue();
    try (ApiKeys client = client().directory(directory.resolve("keys")).build()) {
      assertThat(client.awaitReady(PATIENCE)).isTrue();
      await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("keys/signer")));
    }
    try (var files = Files.newDirectoryStream(directory.resolve("keys"), "*.all")) {
      for (Path file : files) {
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
      }
    }
  }
}
