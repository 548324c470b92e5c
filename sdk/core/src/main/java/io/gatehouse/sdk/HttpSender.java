// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.Settings;
import io.gatehouse.protocol.SettingsCodec;
import io.gatehouse.sdk.SendResult.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends over HTTP with the JDK's connection class, which starts no threads. Follows no redirects:
 * the token would travel with them.
 */
final class HttpSender implements Sender {

  private static final Logger LOG = System.getLogger("io.gatehouse.sdk");
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 30_000;
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;
  private static final int MAX_RETRY_SECONDS = 3_600;

  private final URI endpoint;
  private final String token;

  HttpSender(URI server, String token) {
    String base = server.toString();
    String stripped = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.endpoint = URI.create(stripped + Protocol.BATCHES_PATH);
    this.token = token;
  }

  @Override
  public SendResult send(Payload payload) throws IOException {
    byte[] wire = Gzip.pack(payload.body());
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setDoOutput(true);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setRequestProperty("Content-Type", Protocol.CONTENT_TYPE);
    connection.setRequestProperty("Content-Encoding", "gzip");
    connection.setRequestProperty(Protocol.BATCH_HEADER, payload.id().toString());
    connection.setRequestProperty(Protocol.HASH_HEADER, payload.hash());
    connection.setRequestProperty(Protocol.SEALED_HEADER, Long.toString(payload.sealedSequence()));
    connection.setRequestProperty(
        Protocol.SETTINGS_HEADER, Long.toString(payload.settingsRevision()));
    connection.setFixedLengthStreamingMode(wire.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(wire);
    }
    int status = connection.getResponseCode();
    String answer = answer(connection, status);
    if (status == HttpURLConnection.HTTP_ACCEPTED) {
      return SendResult.accepted(settings(answer));
    }
    return result(status, connection.getHeaderField("Retry-After"));
  }

  /** The batch is stored, whatever else the answer says. */
  static @Nullable Settings settings(String answer) {
    try {
      return answer.isBlank() ? null : SettingsCodec.readAnswer(answer);
    } catch (ProtocolException e) {
      LOG.log(Level.WARNING, "Gatehouse: the server's settings are not understood.", e);
      return null;
    }
  }

  static SendResult result(int status, @Nullable String retryAfter) {
    String cause = "the server answered " + status;
    return switch (status) {
      case 202 -> SendResult.ACCEPTED;
      case 400, 409, 413 -> SendResult.of(Kind.REJECTED, cause);
      case 401, 403 -> SendResult.of(Kind.STOP, cause + ": check the ingest token");
      default -> new SendResult(Kind.RETRY_LATER, seconds(retryAfter), cause);
    };
  }

  private static Duration seconds(@Nullable String retryAfter) {
    if (retryAfter == null || !retryAfter.strip().matches("[0-9]{1,9}")) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(Math.min(MAX_RETRY_SECONDS, Long.parseLong(retryAfter.strip())));
  }

  private static String answer(HttpURLConnection connection, int status) throws IOException {
    try (InputStream answer =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return answer == null ? "" : new String(answer.readNBytes(MAX_ANSWER_BYTES), UTF_8);
    }
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
