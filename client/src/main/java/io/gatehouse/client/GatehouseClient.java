// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import static java.util.Objects.requireNonNull;

import io.gatehouse.client.QueryResult.Column;
import io.gatehouse.client.UsageQuestion.By;
import io.gatehouse.protocol.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server. Thread-safe; keeps connections, so one is enough for a program.
 *
 * <pre>{@code
 * GatehouseClient client =
 *     GatehouseClient.builder(URI.create("https://gatehouse.example.com"), apiToken).build();
 * Usage usage = client.usage(UsageQuestion.of("shop", from, to).by(By.CONSUMER));
 * }</pre>
 *
 * All operations wait for the answer and throw {@link GatehouseClientException} when the server
 * refuses or does not answer.
 */
public final class GatehouseClient {

  private final HttpClient http;
  private final String base;
  private final String token;
  private final Duration timeout;

  private GatehouseClient(Builder builder) {
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(builder.timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    String server = builder.server.toString();
    this.base = (server.endsWith("/") ? server : server + "/") + "api/v1";
    this.token = builder.apiToken;
    this.timeout = builder.timeout;
  }

  /**
   * @param server where the dashboard is, with its path if it has one
   * @param apiToken of Settings, API tokens
   */
  public static Builder builder(URI server, String apiToken) {
    return new Builder(server, apiToken);
  }

  /** Collects what a client needs. Not thread-safe. */
  public static final class Builder {
    private final URI server;
    private final String apiToken;
    private Duration timeout = Duration.ofSeconds(30);

    private Builder(URI server, String apiToken) {
      this.server = requireNonNull(server, "server");
      this.apiToken = requireNonNull(apiToken, "apiToken");
      if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
        throw new IllegalArgumentException("server must begin with http:// or https://: " + server);
      }
    }

    /** How long an answer may take; 30 seconds unless told. */
    public Builder timeout(Duration value) {
      requireNonNull(value, "value");
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("timeout must be more than nothing: " + value);
      }
      timeout = value;
      return this;
    }

    /** Does no I/O. */
    public GatehouseClient build() {
      return new GatehouseClient(this);
    }
  }

  /** Sums of calls, most requests first. */
  public Usage usage(UsageQuestion question) {
    JsonTree answer = get(path(question.app, "usage") + question.rows());
    return new Usage(
        sums(answer.object("total")),
        answer.objects("items", GatehouseClient::row),
        answer.truth("more"),
        answer.object("completeness").number("missingBatches"));
  }

  /** The endpoints that are called most. */
  public List<UsageRow> topEndpoints(UsageQuestion question) {
    return usage(question.by(By.ENDPOINT)).rows();
  }

  /**
   * Calls over time. Bars without any are left out.
   *
   * @param step whole minutes that divide an hour, hours that divide a day, or whole days (in UTC)
   */
  public List<UsageBar> series(UsageQuestion question, Duration step) {
    Parameters parameters = question.selection().add("step", step.toSeconds());
    return get(path(question.app, "usage/series") + parameters)
        .objects(
            "bars", bar -> new UsageBar(Instant.parse(bar.text("at")), sums(bar.object("sums"))));
  }

  /**
   * The answer to one SELECT over the views of an app.
   *
   * @param from start of what the views hold
   * @param to its end
   */
  public QueryResult query(String app, String sql, Instant from, Instant to) {
    JsonWriter body = new JsonWriter();
    body.beginObject()
        .member("sql", requireNonNull(sql, "sql"))
        .member("from", from.toString())
        .member("to", to.toString())
        .endObject();
    JsonTree answer = post(path(app, "query"), body.toString(), null);
    return new QueryResult(
        answer.objects("columns", one -> new Column(one.text("name"), one.text("type"))),
        answer.lists("rows"),
        answer.truth("cut"));
  }

  /** The API keys of an app's callers. Does no I/O. */
  public ApiKeys keys(String app) {
    return new ApiKeys(this, path(app, "keys"));
  }

  private static String path(String app, String operation) {
    return "/apps/" + Parameters.encoded(requireNonNull(app, "app")) + "/" + operation;
  }

  private static UsageSums sums(JsonTree sums) {
    return new UsageSums(
        sums.number("requests"),
        sums.number("served"),
        sums.number("serverErrors"),
        sums.number("refused"),
        sums.number("rateLimited"),
        sums.number("billable"),
        sums.optionalNumber("meanMs"),
        sums.number("requestBytes"),
        sums.number("responseBytes"));
  }

  private static UsageRow row(JsonTree row) {
    JsonTree key = row.optionalObject("key");
    return new UsageRow(
        key == null ? null : key.text("id"),
        key == null ? null : key.text("name"),
        row.optionalText("consumer"),
        row.optionalText("method"),
        row.optionalText("route"),
        row.optionalText("refusal"),
        row.optionalText("version"),
        sums(row.object("sums")));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(timeout)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json");
  }

  JsonTree get(String path) {
    return send(request(path).build());
  }

  JsonTree post(String path, String body, @Nullable String idempotencyKey) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return send(request.build());
  }

  private JsonTree send(HttpRequest request) {
    HttpResponse<String> response;
    try {
      response = http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new GatehouseClientException(
          0, "", null, "the server did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatehouseClientException(0, "", null, "interrupted while waiting", e);
    }
    int status = response.statusCode();
    try {
      JsonTree answer = JsonTree.of(response.body());
      if (status / 100 == 2) {
        return answer;
      }
      throw new GatehouseClientException(
          status, answer.text("code"), answer.optionalText("field"), answer.text("detail"), null);
    } catch (IllegalArgumentException e) {
      throw new GatehouseClientException(
          status, "", null, "the server answered " + status + ": " + e.getMessage(), e);
    }
  }
}
