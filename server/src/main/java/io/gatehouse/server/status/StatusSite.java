// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.StatusPages.StoredPage;
import io.gatehouse.server.http.PublicPages;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.status.PublicPage.Part;
import io.gatehouse.server.status.StatusReader.Days;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the public asks of status pages below {@code /status/}. A page is read at most each
 * {@link #FRESH_MILLIS}, however often it is asked for. Thread-safe.
 */
public final class StatusSite implements PublicPages {

  private static final String PATH = "/status/";
  private static final long FRESH_MILLIS = 15_000;
  private static final String CACHED = "public, max-age=15, stale-while-revalidate=60";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SVG = "image/svg+xml";
  private static final String ATOM = "application/atom+xml; charset=utf-8";

  /** The same for what was never there and what is not published. */
  private static final String NOTHING =
      "<!doctype html><html lang=en><head><meta charset=utf-8><title>No status page</title>"
          + "<meta name=viewport content=\"width=device-width,initial-scale=1\"></head>"
          + "<body><h1>There is no status page here</h1></body></html>";

  private final Catalog catalog;
  private final Clock clock;
  private final StatusReader reader;
  private final String css = css();
  private final Map<String, Read> pages = new ConcurrentHashMap<>();

  public StatusSite(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
    this.reader = new StatusReader(catalog);
  }

  /**
   * A page as it was read.
   *
   * @param past of the days before {@code today}
   */
  private record Read(
      StoredPage stored, PublicPage page, String html, String style, Days past, long today) {}

  private static String css() {
    try (InputStream file =
        StatusSite.class.getResourceAsStream("/io/gatehouse/server/status.css")) {
      if (file == null) {
        throw new IllegalStateException("status.css is missing from the jar");
      }
      return new String(file.readAllBytes(), UTF_8)
          .replaceAll("\\s*\n\\s*", "")
          .replaceAll(" *([{};,]) *", "$1")
          .replaceAll(": ", ":");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read status.css from the jar", e);
    }
  }

  /** A page or what is written on it changed: readers see it at once. */
  public void changed() {
    pages.clear();
  }

  @Override
  public boolean handles(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public Response answer(Visit visit) {
    if (!visit.method().equals("GET") && !visit.method().equals("HEAD")) {
      return Response.text(405, HTML, NOTHING).withHeader("Allow", "GET, HEAD");
    }
    String[] parts = visit.path().substring(PATH.length()).split("/", -1);
    Read read = parts[0].matches("[a-z0-9-]{1,64}") ? read(parts[0]) : null;
    Response found = read == null ? null : find(read, parts, visit);
    if (found == null) {
      return Response.text(404, HTML, NOTHING)
          .withHeader("Content-Security-Policy", policy("'none'"))
          .withHeader("Cache-Control", "public, max-age=15");
    }
    return found;
  }

  private @Nullable Read read(String slug) {
    Read known = pages.get(slug);
    long now = clock.millis();
    if (known != null && Math.abs(now - known.page().atMillis()) < FRESH_MILLIS) {
      return known;
    }
    Optional<StoredPage> stored = catalog.statusPages().published(slug);
    if (stored.isEmpty()) {
      pages.remove(slug);
      return null;
    }
    return pages.compute(slug, (same, before) -> read(stored.get(), before, now));
  }

  private Read read(StoredPage stored, @Nullable Read before, long now) {
    long today = StatusReader.today(now);
    boolean known = before != null && before.today() == today && before.stored().equals(stored);
    if (known && before != null && Math.abs(now - before.page().atMillis()) < FRESH_MILLIS) {
      return before;
    }
    Days past = known && before != null ? before.past() : reader.past(stored, today);
    PublicPage page = reader.read(stored, past, now);
    String style = ":root{--own:" + stored.terms().color() + "}" + css;
    return new Read(stored, page, StatusHtml.of(page, style), style, past, today);
  }

  private static @Nullable Response find(Read read, String[] parts, Visit visit) {
    PublicPage page = read.page();
    if (parts.length == 1) {
      return cached(visit, HTML, read.html())
          .withHeader("Content-Security-Policy", policy("'sha256-" + hash(read.style()) + "'"));
    }
    if (parts.length == 2) {
      return switch (parts[1]) {
        case "feed.atom" -> {
          String address = visit.baseUrl() + PATH + page.terms().slug();
          String id = read.stored().id();
          yield cached(visit, ATOM, StatusFeed.of(page, address, id, read.stored().createdAt()));
        }
        case "badge.svg" -> picture(visit, StatusBadge.of(page.terms().title(), page.state()));
        case "icon.svg" -> picture(visit, StatusBadge.icon(page.state()));
        default -> null;
      };
    }
    if (parts.length == 3 && parts[1].equals("badge")) {
      for (Part part : page.parts()) {
        if (parts[2].equals(part.id() + ".svg")) {
          return picture(visit, StatusBadge.of(part.name(), part.state()));
        }
      }
    }
    return null;
  }

  /** Pages elsewhere may show it. */
  private static Response picture(Visit visit, String svg) {
    return cached(visit, SVG, svg)
        .withHeader("Content-Security-Policy", policy("'none'"))
        .withHeader("Cross-Origin-Resource-Policy", "cross-origin");
  }

  private static Response cached(Visit visit, String type, String text) {
    String tag = "W/\"" + hash(text) + "\"";
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", CACHED);
    headers.put("ETag", tag);
    return visit.ifNoneMatch().contains(tag)
        ? new Response(304, "", new byte[0], headers)
        : new Response(200, type, text.getBytes(UTF_8), headers);
  }

  private static String policy(String style) {
    return "default-src 'none'; style-src "
        + style
        + "; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        + " require-trusted-types-for 'script'; trusted-types 'none'";
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
