// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.IngestTokens;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.GatehouseServer;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the simulated shop into a server: an owner who need not sign in, a past, and live traffic.
 */
public final class Demo {

  private static final Logger log = LoggerFactory.getLogger(Demo.class);
  private static final String OWNER = "demo@localhost";
  private static final String TOKEN_NAME = "demo";
  private static final Duration LOADED_WITHIN = Duration.ofMinutes(2);

  private Demo() {}

  /**
   * What scripts need to work with the demo.
   *
   * @param clientId for hub SDKs
   * @param ingestToken for SDKs of the native protocol
   * @param apiToken of the demo's owner
   */
  public record Access(String clientId, String ingestToken, String apiToken) {}

  /** Starts the demo, or goes on with the one that is there; returns when its past can be seen. */
  public static Access start(GatehouseServer server, Clock clock) {
    Catalog catalog = server.catalog();
    Member owner = owner(catalog);
    server.authenticator().signInDemoOwner(owner);
    long startMinute = clock.millis() / 60_000;
    App app =
        catalog.apps().list(owner.workspaceId()).stream()
            .filter(App::demo)
            .findFirst()
            .orElseGet(() -> create(server, owner, startMinute));
    String clientId = catalog.apps().clientIds(app).get(0).clientId();
    DemoShop shop = new DemoShop(startMinute);
    DemoTraffic traffic =
        new DemoTraffic(
            shop,
            new DemoTraffic.Ways(
                server.localUrl(),
                clientId,
                app.number(),
                server.intake(),
                DemoKeys.of(server, app)),
            clock);
    DemoSite site = new DemoSite(clock);
    DemoWatch.fill(server, app, site, clock.millis());
    server.onDemoRemoved(
        () -> {
          traffic.close();
          site.close();
          DemoWatch.removeChannel(catalog, app);
        });
    traffic.start();
    String token = catalog.tokens().create(owner.id(), "demo", Role.OWNER, null).secret();
    return new Access(clientId, ingestToken(catalog, app), token);
  }

  /** Secrets are not kept, so each start makes a new one in place of the last. */
  private static String ingestToken(Catalog catalog, App app) {
    for (IngestTokens.IngestToken old : catalog.ingestTokens().list(app)) {
      if (old.name().equals(TOKEN_NAME)) {
        catalog.ingestTokens().revoke(app, old.id());
      }
    }
    return catalog.ingestTokens().create(app, TOKEN_NAME).secret();
  }

  private static Member owner(Catalog catalog) {
    return catalog
        .members()
        .byEmail(OWNER)
        .orElseGet(
            () ->
                catalog.inTransaction(
                    () -> {
                      long workspace = catalog.members().createWorkspace("Demo");
                      return catalog
                          .members()
                          .create(workspace, "Demo owner", OWNER, null, Role.OWNER, true);
                    }));
  }

  private static App create(GatehouseServer server, Member owner, long startMinute) {
    App app = server.catalog().apps().create(owner.workspaceId(), DemoShop.NAME, true);
    long begin = System.nanoTime();
    DemoKeys keys = DemoKeys.of(server, app);
    new DemoHistory(new DemoShop(startMinute), keys, app.number(), server.intake(), startMinute)
        .fill();
    try {
      server.awaitLoaded(LOADED_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.info(
        "{} days of history in {} ms", DemoHistory.DAYS, (System.nanoTime() - begin) / 1_000_000);
    return app;
  }
}
