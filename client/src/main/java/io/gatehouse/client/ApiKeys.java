// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.JsonWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * API keys of one app. All operations wait for the answer and throw {@link
 * GatehouseClientException} when the server refuses or does not answer. Thread-safe.
 *
 * <pre>{@code
 * IssuedApiKey issued =
 *     client.keys("shop").create(NewApiKey.of("Partner", "acme").scopes("orders:read"), "order-4711");
 * }</pre>
 */
public final class ApiKeys {

  private static final int PAGE = 100;

  private final GatehouseClient client;
  private final String path;

  ApiKeys(GatehouseClient client, String path) {
    this.client = client;
    this.path = path;
  }

  /**
   * Issues a key.
   *
   * @param idempotencyKey the same one never gives a second key, so that a call without an answer
   *     can be repeated; at most 128 characters; null = none
   */
  public IssuedApiKey create(NewApiKey key, @Nullable String idempotencyKey) {
    return IssuedApiKey.of(client.post(path, key.json(), idempotencyKey));
  }

  /**
   * Keys, newest first.
   *
   * @param search part of name, consumer, external id, tag, or of how a secret begins; empty = all
   */
  public List<ApiKey> list(String search) {
    List<ApiKey> all = new ArrayList<>();
    String cursor = "";
    do {
      Parameters parameters = new Parameters().add("limit", PAGE).add("search", search);
      JsonTree page = client.get(path + parameters.add("cursor", cursor));
      all.addAll(page.objects("items", ApiKey::of));
      cursor = page.optionalText("nextCursor");
    } while (cursor != null);
    return all;
  }

  /** One key by its id. */
  public ApiKey get(String id) {
    return ApiKey.of(client.get(of(id)));
  }

  /**
   * Gives a key another secret.
   *
   * @param overlap how long secrets before stay valid, in whole hours, up to a year
   */
  public IssuedApiKey rotate(String id, Duration overlap) {
    JsonWriter body = new JsonWriter();
    body.beginObject().member("overlapHours", overlap.toHours()).endObject();
    return IssuedApiKey.of(client.post(of(id) + "/rotate", body.toString(), null));
  }

  /** Refuses calls with a key until it is enabled. */
  public ApiKey disable(String id, String reason) {
    return change(id, "disable", reason);
  }

  /** Lets a key in again. */
  public ApiKey enable(String id) {
    return change(id, "enable", "");
  }

  /** Ends a key, for good; services hear of it within two seconds. */
  public ApiKey revoke(String id, String reason) {
    return change(id, "revoke", reason);
  }

  private ApiKey change(String id, String verb, String reason) {
    JsonWriter body = new JsonWriter();
    body.beginObject().member("reason", requireNonNull(reason, "reason")).endObject();
    return ApiKey.of(client.post(of(id) + "/" + verb, body.toString(), null));
  }

  private String of(String id) {
    return path + "/" + Parameters.encoded(requireNonNull(id, "id"));
  }
}
