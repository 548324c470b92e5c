// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.protocol.BatchId;
import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.Settings;
import io.gatehouse.protocol.Settings.Policy;
import io.gatehouse.protocol.Settings.RequestLog;
import io.gatehouse.protocol.SettingsCodec;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the server's side of the native protocol: checks token, hash and number, counts a batch
 * once however often it comes, answers with settings. Can be told to misbehave.
 *
 * <pre>{@code
 * try (FakeServer server = FakeServer.start()) {
 *   Gatehouse gatehouse = server.reporting().build();
 * }
 * }</pre>
 */
public final class FakeServer implements AutoCloseable {

  /** The only token that is taken. */
  public static final String INGEST_TOKEN = "testkit-ingest-token";

  /** Query of requests that the SDK is to leave out. */
  public static final String EXCLUDED_QUERY = "excluded=yes";

  private static final long FLUSH_MILLIS = 20;
  private static final long KEYS_MILLIS = 200;
  private static final RequestLog OFF = new RequestLog(Policy.OFF, 0, 0);
  private static final RequestLog ALL = new RequestLog(Policy.ALL, 1, 0);

  private final HttpServer http;
  private final ExecutorService workers;
  private final RecordedExchanges recorded = new RecordedExchanges();
  private final FakeKeys keys = new FakeKeys();
  private final Map<BatchId, String> hashes = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Behaviour behaviour = Behaviour.ACCEPT;
  private volatile int status = 503;
  private volatile boolean excludesAll;
  private volatile Settings settings = new Settings(1, FLUSH_MILLIS, List.of(), OFF, List.of());

  /** How requests are answered. */
  public enum Behaviour {
    /** As the protocol wants it. */
    ACCEPT,
    /** The connection is cut without an answer. */
    AWAY,
    /** Taken, but the answer comes only when this server behaves otherwise or is closed. */
    SLOW,
    /** The status told to {@link FakeServer#answer(int)}. */
    STATUS
  }

  private FakeServer(HttpServer http) {
    this.http = http;
    workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fake-gatehouse");
              thread.setDaemon(true);
              return thread;
            });
    http.setExecutor(workers);
    http.createContext(Protocol.BATCHES_PATH, this::handle);
    http.createContext(FakeKeys.PATH, this::tellKeys);
    http.createContext(FakeKeys.SIGNALS_PATH, keys::take);
    http.start();
  }

  /** Starts on a free port of the loopback address. */
  public static FakeServer start() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new FakeServer(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
  }

  public String url() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  /** An SDK that reports here, often. */
  public Gatehouse.Builder reporting() {
    Gatehouse.Builder builder =
        Gatehouse.builder().server(url()).ingestToken(INGEST_TOKEN).environment("test");
    configure(builder);
    return excludesAll ? builder.excluding(request -> true) : builder;
  }

  /** What contracts need of an SDK whose server and token are configured by other means. */
  public static void configure(Gatehouse.Builder builder) {
    builder
        .flushInterval(Duration.ofMillis(FLUSH_MILLIS))
        .requestLog(RequestLogPolicy.off().bodies(true))
        .excluding(request -> EXCLUDED_QUERY.equals(request.query()));
  }

  /** SDKs from {@link #reporting} leave out every request from now on. */
  public void excludeAll() {
    excludesAll = true;
  }

  /** Wants all requests to be told one by one; SDKs learn it from the answer to a batch. */
  public void wantRequestLogs() {
    settings = new Settings(2, FLUSH_MILLIS, List.of(), ALL, List.of());
  }

  /** Leaves SDKs as they are configured, as a server does on which nobody has set anything. */
  public void wantNothing() {
    settings = new Settings(0, FLUSH_MILLIS, List.of(), OFF, List.of());
  }

  public RecordedExchanges recorded() {
    return recorded;
  }

  /** API keys that services are told. */
  public FakeKeys keys() {
    return keys;
  }

  /** At once the first time, then at leisure, as if keys changed now and then. */
  private void tellKeys(HttpExchange exchange) throws IOException {
    boolean first = exchange.getRequestURI().getQuery().startsWith("since=0&");
    try {
      if (!first && closing.await(KEYS_MILLIS, TimeUnit.MILLISECONDS)) {
        exchange.close();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    keys.answer(exchange);
  }

  /** How many requests came, whatever was answered. */
  public int requests() {
    return requests.get();
  }

  public void behave(Behaviour value) {
    behaviour = requireNonNull(value, "behaviour");
  }

  /** Answers every request with that status, e.g. 401, and takes nothing. */
  public void answer(int value) {
    status = value;
    behaviour = Behaviour.STATUS;
  }

  /** What the SDK is told when its revision is another one. */
  public void settings(Settings value) {
    settings = requireNonNull(value, "settings");
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] wire = exchange.getRequestBody().readAllBytes();
    switch (behaviour) {
      case ACCEPT -> accept(exchange, wire);
      case AWAY -> exchange.close();
      case SLOW -> {
        awaitOtherBehaviour();
        accept(exchange, wire);
      }
      case STATUS -> answer(exchange, status, "{}");
    }
  }

  private void awaitOtherBehaviour() {
    try {
      while (behaviour == Behaviour.SLOW && !closing.await(FLUSH_MILLIS, TimeUnit.MILLISECONDS)) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(HttpExchange exchange, byte[] wire) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    if (!("Bearer " + INGEST_TOKEN).equals(headers.getFirst("Authorization"))) {
      answer(exchange, 401, problem("the token is unknown"));
      return;
    }
    try {
      answer(exchange, take(headers, wire), answerTo(headers));
    } catch (ProtocolException e) {
      answer(exchange, 400, problem(String.valueOf(e.getMessage())));
    }
  }

  private int take(Headers headers, byte[] wire) throws IOException {
    byte[] body = "gzip".equals(headers.getFirst("Content-Encoding")) ? inflate(wire) : wire;
    BatchId id = BatchId.parse(need(headers, Protocol.BATCH_HEADER));
    String hash = need(headers, Protocol.HASH_HEADER);
    if (!hash.equals(BatchWriter.hash(body))) {
      throw new ProtocolException("the hash is of another body");
    }
    if (number(need(headers, Protocol.SEALED_HEADER)) < id.sequence()) {
      throw new ProtocolException("more was sent than sealed");
    }
    String before = hashes.putIfAbsent(id, hash);
    if (before == null) {
      recorded.add(body);
    }
    return before == null || before.equals(hash) ? 202 : 409;
  }

  private String answerTo(Headers headers) throws ProtocolException {
    long known = number(need(headers, Protocol.SETTINGS_HEADER));
    Settings now = settings;
    return SettingsCodec.writeAnswer(known == now.revision() ? null : now);
  }

  private static String need(Headers headers, String name) throws ProtocolException {
    @Nullable String value = headers.getFirst(name);
    if (value == null) {
      throw new ProtocolException(name + " is missing");
    }
    return value;
  }

  private static long number(String text) throws ProtocolException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ProtocolException("not a number: " + text, e);
    }
  }

  private static byte[] inflate(byte[] wire) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(wire))) {
      return in.readNBytes(Protocol.MAX_BODY_BYTES);
    }
  }

  private static String problem(String detail) {
    return "{\"title\":\"refused\",\"detail\":\"" + detail.replace('"', '\'') + "\"}";
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    workers.shutdownNow();
  }
}
