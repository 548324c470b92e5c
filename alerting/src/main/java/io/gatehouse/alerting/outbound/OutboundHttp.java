// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.alerting.outbound.AnswerReader.Read;
import io.gatehouse.alerting.outbound.Connections.Open;
import io.gatehouse.alerting.outbound.OutboundException.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over guarded connections, one request each. It tells how long DNS, connecting, TLS and
 * the first byte took, which the JDK's client does not, and connects to the address that was
 * checked, which the JDK's client cannot be made to do. Thread-safe.
 */
public final class OutboundHttp {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Connections connections;
  private final String userAgent;

  public OutboundHttp(Connections connections, String userAgent) {
    this.connections = connections;
    this.userAgent = userAgent;
  }

  /**
   * A request.
   *
   * @param headers neither {@code Host} nor what frames the body
   * @param maxRedirects 0 = an answer that redirects is the answer
   * @param timeout for everything
   * @param maxBytes of the answer's body; what follows is not read
   */
  public record Call(
      String method,
      OutboundUrl url,
      Map<String, String> headers,
      byte[] body,
      int maxRedirects,
      Duration timeout,
      int maxBytes) {
    public Call {
      headers = Map.copyOf(headers);
      headers.forEach(
          (name, value) -> {
            boolean broken = value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > 255);
            if (broken || !name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
              throw new IllegalArgumentException("the header " + Texts.oneLine(name, 80));
            }
          });
    }
  }

  /**
   * An answer.
   *
   * @param headers first value of each, names in lower case
   * @param cut the body is longer
   * @param certificateUntil end of the certificate of the last host; null without TLS
   */
  public record Answer(
      int status,
      Map<String, String> headers,
      byte[] body,
      boolean cut,
      Phases phases,
      @Nullable Instant certificateUntil) {}

  /**
   * Sends a request.
   *
   * @throws OutboundException when there is no whole answer in time
   */
  public Answer send(Call call) throws OutboundException {
    long start = connections.nanos();
    OutboundUrl url = call.url();
    try (Open open = connections.open(call.timeout())) {
      Call now = call;
      for (int redirects = 0; ; redirects++) {
        Exchange exchange = exchange(open, now, url);
        Read read = exchange.read();
        String location = read.headers().get("location");
        if (location == null || !REDIRECTS.contains(read.status()) || call.maxRedirects() == 0) {
          return answer(open, exchange, start);
        }
        if (redirects == call.maxRedirects()) {
          throw new OutboundException(
              Kind.PROTOCOL,
              "More than "
                  + call.maxRedirects()
                  + " redirects; the last led to "
                  + Texts.oneLine(location, 200)
                  + ".");
        }
        OutboundUrl next = url.resolve(location);
        now = redirected(now, read.status(), url.sameOrigin(next));
        url = next;
      }
    }
  }

  private Answer answer(Open open, Exchange exchange, long start) {
    Read read = exchange.read();
    long total = (connections.nanos() - start) / 1_000;
    return new Answer(
        read.status(),
        read.headers(),
        read.body(),
        read.cut(),
        new Phases(
            open.dnsMicros, open.connectMicros, open.tlsMicros, exchange.firstByteMicros(), total),
        open.certificateUntil);
  }

  private static Call redirected(Call call, int status, boolean sameOrigin) {
    boolean keep = status == 307 || status == 308 || call.method().equals("HEAD");
    return new Call(
        keep ? call.method() : "GET",
        call.url(),
        sameOrigin ? call.headers() : Map.of(),
        keep && sameOrigin ? call.body() : new byte[0],
        call.maxRedirects(),
        call.timeout(),
        call.maxBytes());
  }

  private record Exchange(Read read, long firstByteMicros) {}

  private Exchange exchange(Open open, Call call, OutboundUrl url) throws OutboundException {
    try {
      Socket socket = open.connect(url.host(), url.port(), url.secure());
      socket.setSoTimeout(open.leftMillis());
      socket.getOutputStream().write(head(call, url));
      socket.getOutputStream().flush();
      long sent = connections.nanos();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      AnswerReader reader = new AnswerReader(in, call.maxBytes());
      in.mark(1);
      int first = in.read();
      in.reset();
      long firstByte = first < 0 ? -1 : (connections.nanos() - sent) / 1_000;
      int status = reader.status();
      return new Exchange(reader.rest(call.method(), status), firstByte);
    } catch (IOException e) {
      throw open.explain(url.host(), e);
    }
  }

  private byte[] head(Call call, OutboundUrl url) throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append(call.method()).append(' ').append(url.target()).append(" HTTP/1.1\r\nHost: ");
    head.append(url.authority()).append("\r\n");
    if (call.headers().keySet().stream().noneMatch("user-agent"::equalsIgnoreCase)) {
      head.append("User-Agent: ").append(userAgent).append("\r\n");
    }
    call.headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (call.body().length > 0 || call.method().equals("POST") || call.method().equals("PUT")) {
      head.append("Content-Length: ").append(call.body().length).append("\r\n");
    }
    head.append("Accept-Encoding: identity\r\nConnection: close\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + call.body().length);
    bytes.write(head.toString().getBytes(ISO_8859_1));
    bytes.write(call.body());
    return bytes.toByteArray();
  }
}
