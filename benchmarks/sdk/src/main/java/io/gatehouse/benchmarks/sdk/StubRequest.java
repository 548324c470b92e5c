// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as a container hands it in, used over and over as containers do. What is not overridden
 * answers null, 0 or false.
 */
final class StubRequest extends HttpServletRequestWrapper {

  private static final Map<String, String> HEADERS = headers();

  private static final Map<Class<?>, Object> NOTHING =
      Map.of(
          boolean.class,
          false,
          int.class,
          0,
          long.class,
          0L,
          Enumeration.class,
          Collections.emptyEnumeration());

  private static final HttpServletMapping MAPPING = nothing(HttpServletMapping.class);

  private final Map<String, Object> attributes = new HashMap<>();

  private final byte[] body;
  private final Input input = new Input();

  /**
   * A request.
   *
   * @param body JSON; empty = there is none
   */
  StubRequest(byte[] body) {
    super(nothing(HttpServletRequest.class));
    this.body = body;
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Host", "shop.example");
    headers.put("User-Agent", "curl/8.5.0");
    headers.put("Accept", "application/json");
    headers.put("Content-Type", "application/json");
    headers.put("X-Client-Id", "acme");
    headers.put("X-Request-Id", "5f1c2a3b");
    return headers;
  }

  /** An object whose methods answer null, 0, false or nothing. */
  static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> NOTHING.get(method.getReturnType())));
  }

  /** Between two requests of one connection. */
  void recycle() {
    attributes.clear();
    input.at = 0;
  }

  @Override
  public String getMethod() {
    return body.length == 0 ? "GET" : "POST";
  }

  @Override
  public String getRequestURI() {
    return "/items/4711";
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer("http://shop.example/items/4711");
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServletPath() {
    return "/items/4711";
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return MAPPING;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public boolean isAsyncSupported() {
    return true;
  }

  @Override
  public long getContentLengthLong() {
    return getContentLength();
  }

  @Override
  public int getContentLength() {
    return body.length == 0 ? -1 : body.length;
  }

  @Override
  public ServletInputStream getInputStream() {
    return input;
  }

  @Override
  public String getScheme() {
    return "http";
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getServerName() {
    return "shop.example";
  }

  @Override
  public int getServerPort() {
    return 80;
  }

  @Override
  public String getRemoteAddr() {
    return "192.0.2.7";
  }

  @Override
  public int getRemotePort() {
    return 50_123;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return HEADERS.get(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = HEADERS.get(name);
    return Collections.enumeration(value == null ? List.of() : List.of(value));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(HEADERS.keySet());
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  private final class Input extends ServletInputStream {
    private int at;

    @Override
    public int read() {
      return at < body.length ? body[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
      if (at == body.length) {
        return -1;
      }
      int bytes = Math.min(length, body.length - at);
      System.arraycopy(body, at, target, from, bytes);
      at += bytes;
      return bytes;
    }

    @Override
    public boolean isFinished() {
      return at == body.length;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("not asynchronous");
    }
  }
}
