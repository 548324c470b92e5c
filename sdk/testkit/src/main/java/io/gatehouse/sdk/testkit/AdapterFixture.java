// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * An application with an adapter, and the same one without the SDK. Each request goes to both, and
 * the responses have to be the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AdapterFixture {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.\\d]*(Z|[+-][\\d:]+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private FakeServer gatehouse;
  private FakeServer idle;
  private RunningServer application;
  private RunningServer plain;
  private Set<Capability> able = Set.of();

  @SuppressWarnings("NullAway.Init") // set before the first test
  AdapterFixture() {}

  /**
   * Starts the fixture with the adapter.
   *
   * @param server to report to, by {@link FakeServer#reporting()}
   * @param basePath context or base path, e.g. {@code /ctx}; empty = none
   */
  protected abstract RunningServer start(FakeServer server, String basePath) throws Exception;

  /**
   * Starts the fixture without the SDK, to compare with. Unless overridden that is one whose SDK
   * leaves out every request.
   */
  protected RunningServer startWithout(String basePath) throws Exception {
    idle.excludeAll();
    return start(idle, basePath);
  }

  /**
   * Whether the container frames the body of a path otherwise as soon as anything wraps the
   * response; status, bytes and other headers are the same even then.
   */
  protected boolean wrappingChangesFraming(String path) {
    return false;
  }

  /** What the adapter can do. */
  protected abstract Set<Capability> capabilities();

  /** Where the fixture is mounted; a second subclass returns {@code /ctx}. */
  protected String basePath() {
    return "";
  }

  @BeforeAll
  void startAll() throws Exception {
    able = EnumSet.noneOf(Capability.class);
    able.addAll(capabilities());
    gatehouse = FakeServer.start();
    application = start(gatehouse, basePath());
    idle = FakeServer.start();
    plain = startWithout(basePath());
  }

  @BeforeEach
  void forget() {
    gatehouse.recorded().clear();
  }

  /** Whatever was recorded twice and came late is found here. */
  @AfterAll
  void stopAll() throws Exception {
    long before = gatehouse.recorded().total();
    application.close();
    long after = gatehouse.recorded().total();
    gatehouse.close();
    plain.close();
    idle.close();
    assertThat(after).as("exchanges after the last test").isEqualTo(before);
    assertThat(idle.requests()).as("reports of the application without the SDK").isZero();
  }

  /** From now on each request is told; the SDK learns that from the answer to a batch. */
  protected void tellRequests() throws Exception {
    gatehouse.wantRequestLogs();
    for (int sent = 1; recordsOf(Request.class).isEmpty(); sent++) {
      get("/items/0");
      recorded(sent);
    }
    gatehouse.recorded().clear();
  }

  /** The request of that path and query, once it was told. */
  protected Request told(String pathAndQuery) {
    String url = basePath() + pathAndQuery;
    await()
        .atMost(PATIENCE)
        .until(() -> recordsOf(Request.class).stream().anyMatch(one -> one.url().equals(url)));
    return recordsOf(Request.class).stream()
        .filter(one -> one.url().equals(url))
        .findAny()
        .orElseThrow();
  }

  /** What came of that type since the test began. */
  protected <T> List<T> recordsOf(Class<T> type) {
    return gatehouse.recorded().records().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  protected final int port() {
    return application.port();
  }

  /** The server that the SDK reports to. */
  protected final FakeServer reportedTo() {
    return gatehouse;
  }

  /** Port of the application without the SDK. */
  protected final int portWithout() {
    return plain.port();
  }

  /** The only exchange since the test began. */
  protected RecordedExchange recordedOnce() {
    return recorded(1).get(0);
  }

  List<RecordedExchange> recorded(long exchanges) {
    RecordedExchanges recorded = gatehouse.recorded();
    await().atMost(PATIENCE).until(() -> recorded.total() >= exchanges);
    assertThat(recorded.total()).isEqualTo(exchanges);
    return recorded.exchanges();
  }

  /** Sends below the base path, as {@link #send} does. */
  protected HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  /** Sends below the base path, as {@link #send} does. */
  protected HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    BodyPublisher publisher = BodyPublishers.ofString(body);
    return send(request(path).header("Content-Type", type).POST(publisher).build());
  }

  /** Addresses the application below its base path. */
  protected HttpRequest.Builder request(String path) {
    String address = "http://localhost:" + application.port() + basePath() + path;
    return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
  }

  /** Sends to the application without the SDK and to the one with it; they answer the same. */
  protected HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    URI address = URI.create(request.uri().toString().replace(portOf(application), portOf(plain)));
    HttpRequest same = HttpRequest.newBuilder(request, (name, value) -> true).uri(address).build();
    HttpResponse<T> without = client.send(same, handler);
    HttpResponse<T> with = client.send(request, handler);
    assertThat(with.statusCode()).isEqualTo(without.statusCode());
    boolean framed = !wrappingChangesFraming(request.uri().getPath());
    assertThat(headers(with, framed)).isEqualTo(headers(without, framed));
    assertThat(comparable(with.body())).isEqualTo(comparable(without.body()));
    return with;
  }

  private Map<String, List<String>> headers(HttpResponse<?> response, boolean framed) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    if (!framed) {
      headers.keySet().removeAll(Set.of("content-length", "transfer-encoding"));
    }
    headers.replaceAll((name, values) -> values.stream().map(this::comparable).toList());
    return headers;
  }

  private Object comparable(Object body) {
    return body instanceof String text ? comparable(text) : body;
  }

  /**
   * A body or header without what the framework itself makes different in each response, e.g. a
   * request id.
   */
  protected String withoutIds(String text) {
    return text;
  }

  /** Without what differs between two runs: ports, times, ids. */
  private String comparable(String body) {
    String text = withoutIds(body);
    return TIME.matcher(text.replace(portOf(plain), portOf(application))).replaceAll("<time>");
  }

  private static String portOf(RunningServer server) {
    return "localhost:" + server.port();
  }

  /** All bytes of a response, in which each flush is seen; without the time. */
  protected final String raw(int port, String path) throws IOException {
    return RawResponse.get(port, basePath() + path, PATIENCE)
        .replaceFirst("(?i)\r\ndate: [^\r]*", "");
  }

  /** Whether the adapter can do that. */
  final boolean can(Capability capability) {
    return able.contains(capability);
  }
}
