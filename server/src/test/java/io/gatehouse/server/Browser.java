// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.server.TestServer.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A browser at the dashboard of a test server: keeps cookies, sends what the page sends. */
public final class Browser {

  private final TestServer server;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  public Browser(TestServer server) {
    this.server = server;
  }

  /** One that is signed in as a member, who has just shown who they are. */
  public static Browser signedIn(TestServer server, io.gatehouse.catalog.Role role) {
    Browser browser = new Browser(server);
    String cookie = server.signIn(role);
    int equals = cookie.indexOf('=');
    browser.cookies.put(cookie.substring(0, equals), cookie.substring(equals + 1));
    return browser;
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, @Nullable String body) {
    return send("POST", path, body);
  }

  public Answer send(String method, String path, @Nullable String body) {
    List<String> headers = new ArrayList<>(List.of("X-Gatehouse-Csrf", "1"));
    if (!cookies.isEmpty()) {
      headers.add("Cookie");
      headers.add(
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(java.util.stream.Collectors.joining("; ")));
    }
    Answer answer = server.call(method, path, body, headers.toArray(new String[0]));
    for (String set : answer.http().headers().allValues("set-cookie")) {
      String pair = set.replaceFirst(";.*", "");
      int equals = pair.indexOf('=');
      if (set.contains("Max-Age=0")) {
        cookies.remove(pair.substring(0, equals));
      } else {
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return answer;
  }

  public Map<String, String> cookies() {
    return cookies;
  }

  /** Whether it is signed in. */
  public boolean isIn() {
    return get("/session").status() == 200;
  }
}
