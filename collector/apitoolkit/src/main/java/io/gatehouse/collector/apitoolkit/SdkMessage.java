// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.storage.RequestLog.Header;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an SDK tells about one request or outgoing call, as it tells it. Filled by a reader, then
 * only read.
 */
public final class SdkMessage {

  private static final UUID ZERO = new UUID(0, 0);
  private static final String OUTGOING = "Outgoing";

  @Nullable String projectId;
  @Nullable String timestamp;

  /** Of a span, which tells its start; null = the timestamp is the end. */
  @Nullable Long startMicros;

  /** NaN = not told. */
  double durationNanos = Double.NaN;

  @Nullable String host;
  @Nullable String method;
  @Nullable String urlPath;
  @Nullable String rawUrl;
  @Nullable String referer;
  Map<String, String> queryParams = Map.of();
  Map<String, String> pathParams = Map.of();
  List<Header> requestHeaders = List.of();
  List<Header> responseHeaders = List.of();
  @Nullable String requestBody;
  @Nullable String responseBody;
  int status;
  String sdkType = "";
  @Nullable String msgId;
  @Nullable String parentId;
  @Nullable String serviceVersion;
  List<SdkError> errors = List.of();
  List<String> tags = List.of();

  SdkMessage() {}

  /** The SDK, e.g. {@code JsExpress}; may be one that nobody knows. */
  public String sdkType() {
    return sdkType;
  }

  /** Whether it is a call that the application made itself. */
  public boolean isOutgoing() {
    return sdkType.endsWith(OUTGOING);
  }

  /** Empty when it is not told. */
  public String host() {
    return host == null ? "" : host.strip();
  }

  /** Empty when it is not told. */
  public String method() {
    return method == null ? "" : method;
  }

  /** Whether it names the route that was matched. */
  public boolean hasRoute() {
    return urlPath != null && !urlPath.isBlank();
  }

  /** Whether neither host nor URL are told, as of calls that failed. */
  public boolean isWithoutPlace() {
    return host().isEmpty() && (rawUrl == null || rawUrl.isEmpty());
  }

  /** What the SDK calls it; null when it has no name. */
  public @Nullable UUID messageId() {
    UUID id = Normalise.uuid(msgId);
    return ZERO.equals(id) ? null : id;
  }

  /** The request during which an outgoing call was made; null when it is not told. */
  public @Nullable UUID parentMessageId() {
    UUID id = Normalise.uuid(parentId);
    return ZERO.equals(id) ? null : id;
  }

  /** The same for each repeat of it: its own name, else what follows from its contents. */
  UUID identity() {
    UUID own = messageId();
    if (own != null) {
      return own;
    }
    String contents =
        String.join(
            "\n",
            String.valueOf(projectId),
            sdkType,
            String.valueOf(timestamp),
            String.valueOf(method),
            String.valueOf(rawUrl),
            Double.toString(durationNanos),
            String.valueOf(parentId));
    byte[] bytes = contents.getBytes(UTF_8);
    return MessageIds.ofBytes(bytes, 0, bytes.length).toUuid();
  }

  boolean isFrom(String family) {
    return sdkType.startsWith(family);
  }
}
