// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's files out of the jar. Any path without a file is a page of the dashboard and gets
 * its shell.
 */
final class StaticFiles {

  private static final String ROOT = "META-INF/resources";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "json", "application/json",
          "txt", "text/plain; charset=utf-8",
          "webmanifest", "application/manifest+json");

  private final String basePath;
  private final Map<String, byte[]> cache = new ConcurrentHashMap<>();

  /**
   * @param basePath path under which people reach the dashboard, with slashes at both ends
   */
  StaticFiles(String basePath) {
    this.basePath = basePath;
  }

  Response get(String path) {
    String name = path.substring(1);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    byte[] file =
        type == null || name.contains("..") || name.equals("index.html") ? null : load(name);
    if (file != null && type != null) {
      boolean hashed = name.startsWith("assets/");
      return new Response(200, type, file, Map.of())
          .withHeader(
              "Cache-Control",
              hashed ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    }
    if (name.startsWith("assets/")) {
      return Response.text(404, "text/plain; charset=utf-8", "There is no such file.\n");
    }
    return new Response(200, String.valueOf(TYPES.get("html")), shell(), Map.of())
        .withHeader("Cache-Control", "no-store");
  }

  private byte[] shell() {
    return cache.computeIfAbsent(
        "index.html",
        name -> {
          byte[] html = read(name);
          if (html == null) {
            throw new IllegalStateException("index.html is missing from the jar");
          }
          return new String(html, StandardCharsets.UTF_8)
              .replaceFirst("<head>", "<head><base href=\"" + basePath + "\">")
              .getBytes(StandardCharsets.UTF_8);
        });
  }

  private byte @Nullable [] load(String name) {
    byte[] cached = cache.get(name);
    if (cached != null) {
      return cached;
    }
    byte[] loaded = read(name);
    if (loaded != null) {
      cache.put(name, loaded);
    }
    return loaded;
  }

  private static byte @Nullable [] read(String name) {
    try (InputStream file =
        StaticFiles.class.getClassLoader().getResourceAsStream(ROOT + "/" + name)) {
      return file == null ? null : file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the jar", e);
    }
  }
}
