// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.AppDirectory;
import io.gatehouse.collector.AppDirectory.Resolution;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.intake.IngestCounters;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ingest keys that resources bring among their attributes, as SDKs of APIToolkit and
 * Monoscope are set up to. Used by one thread, for one request.
 */
final class PayloadKeys {

  /** Instead of an app: what follows is not taken. */
  static final int NONE = -1;

  private static final List<String> KEYS = List.of("at-project-key", "x-api-key");
  private static final List<String> LISTS = List.of("grpc.metadata", "http.headers");
  private static final int MAX_KEYS = 100;
  private static final long DOUBT_SECONDS = 5;

  private final AppDirectory apps;
  private final Quota quota;
  private final IngestCounters counters;
  private final IngestHead head;
  private final Map<String, Integer> known = new HashMap<>();
  private boolean taken;
  private boolean paused;
  private boolean doubt;
  private long waitSeconds;

  PayloadKeys(AppDirectory apps, Quota quota, IngestCounters counters, IngestHead head) {
    this.apps = apps;
    this.quota = quota;
    this.counters = counters;
    this.head = head;
  }

  String peerAddress() {
    return head.peerAddress();
  }

  /** The app, or {@link #NONE}. Removes the key, so that it is stored nowhere. */
  int appOf(Attributes resource) {
    String key = remove(resource);
    if (key == null || (known.size() >= MAX_KEYS && !known.containsKey(key))) {
      return NONE;
    }
    Integer app = known.get(key);
    if (app == null) {
      app = resolve(key);
      known.put(key, app);
    }
    return app;
  }

  private static @Nullable String remove(Attributes resource) {
    String key = null;
    for (String name : KEYS) {
      String told = resource.text(name);
      key = key == null ? told : key;
      resource.asMap().remove(name);
    }
    for (String name : LISTS) {
      if (resource.asMap().remove(name) instanceof Map<?, ?> list && key == null) {
        key = Attributes.textOf(list.get("x-api-key"));
      }
    }
    return key == null ? null : bare(key);
  }

  /** Guides show it in quotes, and lists of attributes may be percent-encoded. */
  private static String bare(String key) {
    String bare = key.strip();
    if (bare.indexOf('%') >= 0) {
      try {
        bare = URLDecoder.decode(bare.replace("+", "%2B"), UTF_8);
      } catch (IllegalArgumentException e) {
        return bare;
      }
    }
    int from = 0;
    int to = bare.length();
    while (from < to && isQuote(bare.charAt(from))) {
      from++;
    }
    while (to > from && isQuote(bare.charAt(to - 1))) {
      to--;
    }
    return bare.substring(from, to);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == ' ';
  }

  private int resolve(String key) {
    Resolution resolution = apps.resolveIngestToken(key);
    if (resolution instanceof Resolution.Unavailable) {
      doubt = true;
      return NONE;
    }
    if (!(resolution instanceof Resolution.Known found)) {
      return NONE;
    }
    if (found.paused()) {
      counters.rejected(found.app(), "default", "app-paused", "");
      paused = true;
      return NONE;
    }
    long wait = quota.take(found.app(), peerAddress(), Math.max(0, head.contentLength()));
    if (wait > 0) {
      counters.rejected(found.app(), "default", "over-quota", "");
      waitSeconds = Math.max(waitSeconds, wait);
      return NONE;
    }
    taken = true;
    return found.app();
  }

  /** The answer when nothing of the request is taken; null when something is. */
  @Nullable IngestAnswer refusal() {
    if (taken || paused) {
      return null;
    }
    if (doubt) {
      counters.rejectedWithoutApp("apps-unavailable");
      return IngestAnswer.retryAfter(503, DOUBT_SECONDS);
    }
    if (waitSeconds > 0) {
      return IngestAnswer.retryAfter(429, waitSeconds);
    }
    counters.rejectedWithoutApp(known.isEmpty() ? "token-missing" : "unknown-ingest-token");
    return Answers.plain(
            401,
            "Send the ingest key as authorization: Bearer <key>, as x-api-key: <key>, or as the"
                + " resource attribute at-project-key.")
        .withHeader("WWW-Authenticate", "Bearer");
  }
}
