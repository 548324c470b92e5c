// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.config.ServerConfig;
import io.gatehouse.server.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A server in this process, with a member and a token of every role. */
public final class TestServer implements AutoCloseable {

  public static final ObjectMapper JSON = new ObjectMapper();

  private final GatehouseServer server;
  private final AheadClock clock;

  /** HTTP/1.1, as browsers speak it without TLS. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Map<Role, String> tokens = new EnumMap<>(Role.class);

  private TestServer(ServerConfig config) {
    clock = new AheadClock();
    server = GatehouseServer.start(config, clock);
  }

  /** Starts one that has a workspace and members. */
  public static TestServer start(Path directory, String... settings) {
    TestServer started = startEmpty(directory, settings);
    started.addMembers();
    return started;
  }

  /** Starts one that nobody can sign in to. */
  public static TestServer startEmpty(Path directory, String... settings) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("data.directory", directory.toString());
    values.put("server.port", "0");
    values.put("server.address", "127.0.0.1");
    values.put("ingest.disk-reserve", "1MiB");
    for (String setting : settings) {
      values.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return new TestServer(ServerConfig.from(Settings.of(values, Map.of(), Map.of())));
  }

  private void addMembers() {
    long workspace = server.catalog().members().createWorkspace("Harbour");
    for (Role role : Role.values()) {
      Member member =
          server
              .catalog()
              .members()
              .create(
                  workspace,
                  role.text(),
                  role.text() + "@example.com",
                  null,
                  role,
                  role != Role.VIEWER);
      tokens.put(role, server.catalog().tokens().create(member.id(), "t", role, null).secret());
    }
  }

  /** A session cookie of the member with this role. */
  public String signIn(Role role) {
    Member member = server.catalog().members().byEmail(role.text() + "@example.com").orElseThrow();
    return "gatehouse="
        + server.catalog().sessions().create(member.id(), "password", "127.0.0.1", "test").secret();
  }

  public java.util.List<io.gatehouse.server.http.Route> routes() {
    return server.routes();
  }

  public GatehouseServer server() {
    return server;
  }

  /** How far the server's clock is ahead of the machine's. */
  public AheadClock clock() {
    return clock;
  }

  public String token(Role role) {
    return String.valueOf(tokens.get(role));
  }

  public String url() {
    return server.localUrl().toString();
  }

  /** An answer with its JSON; a missing node when there is none. */
  public record Answer(int status, HttpResponse<byte[]> http, JsonNode json) {}

  public Answer get(Role role, String path) {
    return call("GET", path, null, "Authorization", "Bearer " + token(role));
  }

  public Answer send(Role role, String method, String path, String body) {
    return call(method, path, body, "Authorization", "Bearer " + token(role));
  }

  /** Calls the REST API. */
  public Answer call(
      String method,
      String path,
      @org.jspecify.annotations.Nullable String body,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.localUrl().resolve("/api/v1" + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      boolean json =
          response.headers().firstValue("content-type").orElse("").contains("json")
              && response.body().length > 0;
      return new Answer(
          response.statusCode(),
          response,
          json ? JSON.readTree(response.body()) : JSON.missingNode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reports with the hub protocol and waits until it can be seen. */
  public int report(String clientId, String resource, String json) throws InterruptedException {
    return report(clientId, "prod", resource, json);
  }

  /** The same for an environment as the client spells it. */
  public int report(String clientId, String environment, String resource, String json)
      throws InterruptedException {
    Answer answer =
        send(
            HttpRequest.newBuilder(
                    server
                        .localUrl()
                        .resolve("/v2/" + clientId + "/" + environment + "/" + resource))
                .POST(BodyPublishers.ofString(json))
                .build());
    server.awaitLoaded(Duration.ofSeconds(20));
    return answer.status();
  }

  @Override
  public void close() {
    server.close();
  }
}
