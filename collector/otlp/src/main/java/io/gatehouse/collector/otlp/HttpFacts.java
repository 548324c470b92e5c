// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.Header;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the attributes of a server span say about its request, in today's or yesterday's names. */
final class HttpFacts {

  private static final String REQUEST_HEADER = "http.request.header.";
  private static final String RESPONSE_HEADER = "http.response.header.";
  private static final int MAX_ADDRESS = 46;

  /** Attributes that have a place of their own in a request. */
  private static final Set<String> PLACED =
      Set.of(
          "http.request.method",
          "http.request.method_original",
          "http.method",
          "http.route",
          "url.path",
          "url.query",
          "url.full",
          "url.scheme",
          "http.target",
          "http.url",
          "http.scheme",
          "http.host",
          "http.server_name",
          "net.host.name",
          "net.host.port",
          "server.address",
          "server.port",
          "http.response.status_code",
          "http.status_code",
          "client.address",
          "http.client_ip",
          "user_agent.original",
          "http.user_agent",
          "http.request.body.size",
          "http.request_content_length",
          "http.response.body.size",
          "http.response_content_length",
          "http.request.body.content",
          "http.response.body.content",
          "apitally.request.body",
          "apitally.response.body",
          "apitally.consumer.identifier",
          "apitally.consumer.name",
          "apitally.consumer.group",
          "apitally.exception.sentry_event_id",
          "gatehouse.consumer.id",
          "gatehouse.consumer.name",
          "gatehouse.consumer.group",
          "SampleRate");

  private final Attributes attributes;
  private final Corrections corrections;

  HttpFacts(Attributes attributes, Corrections corrections) {
    this.attributes = attributes;
    this.corrections = corrections;
  }

  static boolean isHttp(Attributes attributes) {
    return attributes.has("http.request.method") || attributes.has("http.method");
  }

  String method() {
    String method = attributes.text("http.request.method", "http.method");
    String original = attributes.text("http.request.method_original");
    return Normalise.method("_OTHER".equals(method) && original != null ? original : method);
  }

  @Nullable String route() {
    return attributes.text("http.route");
  }

  /** 0 when it is missing or none. */
  int status() {
    long status = attributes.integer(0, "http.response.status_code", "http.status_code");
    return status >= 100 && status <= 599 ? (int) status : 0;
  }

  /** Without query. */
  String path() {
    String path = attributes.text("url.path");
    return path != null ? path : target().split("\\?", 2)[0];
  }

  private @Nullable String query() {
    String query = attributes.text("url.query");
    if (query != null) {
      return query;
    }
    String[] parts = target().split("\\?", 2);
    return parts.length == 2 ? parts[1] : null;
  }

  /** Path and query of the attributes that hold both. */
  private String target() {
    String target = attributes.text("http.target");
    if (target != null) {
      return target;
    }
    String url = attributes.text("http.url", "url.full");
    if (url == null) {
      return "";
    }
    int authority = url.indexOf("://");
    int path = url.indexOf('/', authority < 0 ? 0 : authority + 3);
    return path < 0 ? "/" : url.substring(path).split("#", 2)[0];
  }

  String url() {
    StringBuilder url = new StringBuilder();
    String host =
        attributes.text("server.address", "http.host", "net.host.name", "http.server_name");
    String path = path();
    if (host != null) {
      String scheme = attributes.text("url.scheme", "http.scheme");
      url.append(scheme == null ? "http" : scheme).append("://").append(host);
      long port = attributes.integer(0, "server.port", "net.host.port");
      boolean usual = port == 0 || port == ("https".equals(scheme) ? 443 : 80);
      if (!usual && host.indexOf(':') < 0) {
        url.append(':').append(port);
      }
    }
    url.append(path.startsWith("/") || path.isEmpty() ? path : "/" + path);
    String query = query();
    if (query != null) {
      url.append('?').append(query);
    }
    return corrections.cut(url.toString(), Limits.URL, "url-cut");
  }

  /** Null unless it is an IP address. */
  @Nullable String clientAddress() {
    for (String name :
        List.of(
            "client.address",
            "network.peer.address",
            "http.client_ip",
            "net.sock.peer.addr",
            "net.peer.ip")) {
      String address = attributes.text(name);
      if (address != null && isAddress(address)) {
        return address;
      }
    }
    return null;
  }

  private static boolean isAddress(String text) {
    int dots = 0;
    int colons = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      colons += c == ':' ? 1 : 0;
      if (c != '.' && c != ':' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return text.length() <= MAX_ADDRESS && (dots == 3 || colons >= 2);
  }

  long requestBytes(List<Header> headers) {
    return size(headers, "http.request.body.size", "http.request_content_length");
  }

  long responseBytes(List<Header> headers) {
    return size(headers, "http.response.body.size", "http.response_content_length");
  }

  private long size(List<Header> headers, String name, String older) {
    long size = attributes.integer(-1, name, older);
    if (size >= 0) {
      return size;
    }
    for (Header header : headers) {
      if (header.name().equals("content-length")) {
        double length = Attributes.numberOf(header.value());
        return length >= 0 && length < 9e15 ? (long) length : -1;
      }
    }
    return -1;
  }

  List<Header> requestHeaders() {
    List<Header> headers = headers(REQUEST_HEADER);
    String agent = attributes.text("user_agent.original", "http.user_agent");
    boolean told = headers.stream().anyMatch(header -> header.name().equals("user-agent"));
    if (agent != null && !told) {
      headers.add(header("user-agent", agent));
    }
    return headers;
  }

  List<Header> responseHeaders() {
    return headers(RESPONSE_HEADER);
  }

  private List<Header> headers(String prefix) {
    List<Header> headers = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> entry : attributes.asMap().entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        continue;
      }
      String name =
          entry.getKey().substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '-');
      Object told = entry.getValue();
      List<?> values =
          told instanceof List<?> list ? list : told == null ? List.of() : List.of(told);
      for (Object value : values) {
        String text = Attributes.textOf(value);
        if (text != null && !name.isEmpty() && headers.size() < Limits.HEADERS) {
          headers.add(header(name, text));
        } else if (headers.size() >= Limits.HEADERS) {
          corrections.truncated("headers-cut", "more than " + Limits.HEADERS);
        }
      }
    }
    return headers;
  }

  private Header header(String name, String value) {
    return new Header(name, corrections.cut(value, Limits.HEADER_VALUE, "header-cut"));
  }

  /** JSON of the attributes that have no other place. */
  String otherAttributes() {
    Map<String, @Nullable Object> others = new LinkedHashMap<>();
    attributes
        .asMap()
        .forEach(
            (name, value) -> {
              boolean placed =
                  PLACED.contains(name)
                      || name.startsWith(REQUEST_HEADER)
                      || name.startsWith(RESPONSE_HEADER);
              if (!placed && value != null) {
                others.put(name, value);
              }
            });
    return JsonText.of(others);
  }
}
