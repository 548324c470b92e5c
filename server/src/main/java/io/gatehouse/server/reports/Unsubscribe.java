// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import io.gatehouse.alerting.Vault;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Reports.Subscription;
import io.gatehouse.server.http.PublicPages;
import io.gatehouse.server.http.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way out of reports: whoever has the address from a mail can leave, without signing in.
 * Opening it changes nothing, as mail programs open addresses by themselves; a button or the mail
 * program's own one (RFC 8058) does. Thread-safe.
 */
public final class Unsubscribe implements PublicPages {

  static final String PATH = "/unsubscribe/";

  private static final String CONTEXT = "unsubscribe";
  private static final int LONGEST_TOKEN = 300;
  private static final String HTML = "text/html; charset=utf-8";
  private static final String POLICY =
      "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Catalog catalog;
  private final Vault vault;

  public Unsubscribe(Catalog catalog, Vault vault) {
    this.catalog = catalog;
    this.vault = vault;
  }

  /** What proves that a mail of a report was received. */
  static String token(Vault vault, String report) {
    return vault.seal(CONTEXT, report);
  }

  @Override
  public boolean handles(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public Response answer(Visit visit) {
    Subscription report = find(visit.path().substring(PATH.length()));
    if (report == null) {
      return page(404, "There is no such subscription", "You are not sent this report.", "");
    }
    String every = report.terms().every().equals("week") ? "weekly" : "monthly";
    return switch (visit.method()) {
      case "POST" -> {
        catalog.inTransaction(
            () -> {
              catalog.reports().setActive(report, false, report.nextAt());
              catalog
                  .audit()
                  .record(report.terms().email(), "report.unsubscribe", report.id(), "{}", "");
              return report;
            });
        yield page(200, "You have unsubscribed", "The " + every + " report stops coming.", "");
      }
      case "GET", "HEAD" ->
          report.active()
              ? page(
                  200,
                  "Unsubscribe?",
                  "Stop sending you the " + every + " report.",
                  "<form method=post><button>Unsubscribe</button></form>")
              : page(200, "You have unsubscribed", "Nothing is sent any more.", "");
      default -> page(405, "Not possible", "This page takes GET and POST.", "");
    };
  }

  private @Nullable Subscription find(String token) {
    if (token.length() > LONGEST_TOKEN) {
      return null;
    }
    try {
      Optional<Subscription> found = catalog.reports().find(vault.open(CONTEXT, token));
      return found.orElse(null);
    } catch (IllegalArgumentException e) {
      // Changed, or not ours: the same as one that is gone.
      return null;
    }
  }

  private static Response page(int status, String title, String text, String more) {
    return Response.text(
            status,
            HTML,
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>"
                + title
                + "</title><meta name=viewport content=\"width=device-width,initial-scale=1\">"
                + "<meta name=color-scheme content=\"light dark\"></head><body><main><h1>"
                + title
                + "</h1><p>"
                + text
                + "</p>"
                + more
                + "</main></body></html>")
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("Referrer-Policy", "no-referrer");
  }
}
