// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import io.gatehouse.storage.RequestLog.Header;
import org.jspecify.annotations.Nullable;

/**
 * Where a request went.
 *
 * @param url as it is shown
 * @param path without query; empty when it is unknown
 * @param host with its port; empty when it is unknown
 */
record RequestTarget(String url, String path, String host) {

  static RequestTarget of(SdkMessage message, String template) {
    String raw = message.rawUrl == null ? "" : message.rawUrl.strip();
    if (raw.endsWith("?")) {
      raw = raw.substring(0, raw.length() - 1);
    }
    boolean joined = message.isFrom("PythonPyramid") || message.isFrom("ElixirPhoenix");
    if (joined && raw.indexOf('?') < 0) {
      raw = separated(raw, message, template);
    }
    String host = message.host == null ? "" : message.host.strip();
    int scheme = raw.indexOf("://");
    if (scheme > 0) {
      int slash = raw.indexOf('/', scheme + 3);
      String authority = raw.substring(scheme + 3, slash < 0 ? raw.length() : slash);
      return new RequestTarget(raw, pathOf(slash < 0 ? "/" : raw.substring(slash)), authority);
    }
    String target = raw.isEmpty() || raw.startsWith("/") ? raw : "/" + raw;
    String url = host.isEmpty() ? target : scheme(message) + "://" + host + target;
    return new RequestTarget(url, pathOf(target), host);
  }

  private static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static String scheme(SdkMessage message) {
    for (Header header : message.requestHeaders) {
      if (header.name().equalsIgnoreCase("x-forwarded-proto")) {
        return header.value().startsWith("https") ? "https" : "http";
      }
    }
    return "http";
  }

  /** Two SDKs join path and query without a question mark between them. */
  private static String separated(String raw, SdkMessage message, String template) {
    if (raw.startsWith(template) && !template.contains("{")) {
      return with(raw, template.length());
    }
    int from = raw.lastIndexOf('/') + 1;
    int cut = raw.length();
    for (String name : message.queryParams.keySet()) {
      int found = raw.indexOf(name + "=", from);
      cut = found >= 0 && found < cut ? found : cut;
    }
    return with(raw, cut);
  }

  private static String with(String raw, int cut) {
    return cut >= raw.length() ? raw : raw.substring(0, cut) + "?" + raw.substring(cut);
  }

  /** Null when the host is unknown. */
  @Nullable String knownHost() {
    return host.isEmpty() ? null : host;
  }
}
