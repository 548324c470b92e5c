// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/** A response as it comes over the wire, in which each flush is seen. */
final class RawResponse {

  private RawResponse() {}

  static String get(int port, String path, Duration patience) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) patience.toMillis());
      String head = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.formatted(path).getBytes(UTF_8));
      return read(socket.getInputStream());
    }
  }

  /** Up to the last chunk: some servers keep the connection though they were asked to close it. */
  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8_192];
    int count = in.read(some);
    while (count >= 0) {
      all.write(some, 0, count);
      count = all.toString(UTF_8).endsWith("\r\n0\r\n\r\n") ? -1 : in.read(some);
    }
    return all.toString(UTF_8);
  }
}
