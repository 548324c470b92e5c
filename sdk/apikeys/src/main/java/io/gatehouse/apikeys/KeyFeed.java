// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for keys, and tells it what was seen of them. A question may wait at the server
 * until a key changes.
 */
final class KeyFeed {

  /** Below the server's base address. */
  static final String PATH = "/ingest/v1/keys";

  /** Who signs, as X.509 in base64. */
  static final String SIGNER_HEADER = "Gatehouse-Key-Signer";

  private static final int CONNECT_MILLIS = 5_000;
  private static final int TELL_MILLIS = 10_000;
  private static final int MAX_BYTES = 256 << 20;

  private final String address;
  private final String token;

  /** The one that is under way, to be broken off. */
  private volatile @Nullable HttpURLConnection open;

  private volatile boolean closed;

  /**
   * What the server answered.
   *
   * @param body signed snapshot; null = nothing has changed
   * @param signer null = not told
   */
  record Answer(int status, byte @Nullable [] body, @Nullable String signer) {}

  KeyFeed(URI server, String token) {
    String base = server.toString();
    this.address = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + PATH;
    this.token = token;
  }

  /**
   * Asks for what changed.
   *
   * @param since 0 = all keys
   * @param waitSeconds how long the server may wait for a change
   */
  Answer ask(long since, int waitSeconds) throws IOException {
    URI question = URI.create(address + "?since=" + since + "&wait=" + waitSeconds);
    HttpURLConnection connection = (HttpURLConnection) question.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout((waitSeconds + 10) * 1_000);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setRequestProperty("Accept-Encoding", "gzip");
    open = connection;
    try {
      if (closed) {
        throw new IOException("closed");
      }
      int status = connection.getResponseCode();
      byte[] body = status == HttpURLConnection.HTTP_OK ? read(connection) : null;
      return new Answer(status, body, connection.getHeaderField(SIGNER_HEADER));
    } finally {
      open = null;
      connection.disconnect();
    }
  }

  /**
   * Tells signals, as {@link io.gatehouse.protocol.key.KeySignalCodec} writes them.
   *
   * @return status of the answer
   */
  int tell(String message) throws IOException {
    byte[] body = message.getBytes(StandardCharsets.UTF_8);
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address + "/signals").toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(TELL_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    try {
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private static byte[] read(HttpURLConnection connection) throws IOException {
    try (InputStream raw = connection.getInputStream();
        InputStream plain =
            "gzip".equalsIgnoreCase(connection.getContentEncoding())
                ? new GZIPInputStream(raw)
                : raw) {
      byte[] body = plain.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new IOException("the snapshot of API keys has more than " + MAX_BYTES + " bytes");
      }
      return body;
    }
  }

  /** Breaks off what is under way; later questions fail. */
  void close() {
    closed = true;
    HttpURLConnection now = open;
    if (now != null) {
      now.disconnect();
    }
  }
}
