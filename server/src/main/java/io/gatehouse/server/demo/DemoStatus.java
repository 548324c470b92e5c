// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.StatusPages.Component;
import io.gatehouse.catalog.StatusPages.StoredPage;
import io.gatehouse.catalog.StatusPages.Terms;
import io.gatehouse.catalog.StatusPosts;
import io.gatehouse.catalog.StatusPosts.Post;
import io.gatehouse.catalog.StatusPosts.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the public is told of the simulated shop. */
final class DemoStatus {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final String BY = "demo";

  private DemoStatus() {}

  /** Adds a published page with an incident of last week and planned work. */
  static void fill(Catalog catalog, App app, long nowMillis) {
    List<Component> components = new ArrayList<>();
    for (String kind : List.of("http", "push")) {
      for (StoredMonitor monitor : catalog.monitors().list(app)) {
        boolean asked = kind.equals("http");
        if (monitor.terms().kind().equals(kind)) {
          String group = asked ? "Shop" : "Jobs";
          components.add(new Component("", monitor.id(), monitor.terms().name(), group, asked));
        }
      }
    }
    StoredPage page =
        catalog
            .statusPages()
            .create(
                app,
                new Terms(app.id(), app.name(), "How the shop is doing.", "#0f766e", true),
                components,
                BY);
    incident(catalog.statusPosts(), page, nowMillis - 7 * DAY);
    List<String> last = List.of(page.components().get(page.components().size() - 1).id());
    long at = nowMillis + 2 * DAY;
    catalog
        .statusPosts()
        .create(
            page,
            "maintenance",
            new StatusPosts.Terms("Database upgrade", "none", last, at, at + 2 * HOUR),
            null,
            update(nowMillis - DAY, "scheduled", "Reports of that night come an hour later."));
  }

  private static void incident(StatusPosts posts, StoredPage page, long at) {
    List<String> first = List.of(page.components().get(0).id());
    Post post =
        posts.create(
            page,
            "incident",
            new StatusPosts.Terms("Checkout fails for some cards", "outage", first, at, 0),
            null,
            update(at + HOUR / 6, "investigating", "Some payments are refused. We look into it."));
    post =
        posts.add(
            post,
            post.terms(),
            update(at + HOUR, "identified", "A certificate of the payment provider ended."));
    posts.add(
        post,
        new StatusPosts.Terms("Checkout fails for some cards", "outage", first, at, at + 2 * HOUR),
        update(at + 2 * HOUR, "resolved", "All payments go through again."));
  }

  private static Update update(long at, String state, String text) {
    return new Update(UUID.randomUUID().toString(), at, state, text, BY);
  }
}
