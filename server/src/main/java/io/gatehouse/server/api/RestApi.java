// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.server.ConsumerErasure;
import io.gatehouse.server.RedactionJobs;
import io.gatehouse.server.RetentionPreference;
import io.gatehouse.server.RuleHits;
import io.gatehouse.server.SdkDirections;
import io.gatehouse.server.Watch;
import io.gatehouse.server.backup.Snapshots;
import io.gatehouse.server.config.HttpConfig;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.keys.ApiKeyIssuer;
import io.gatehouse.server.signin.Codes;
import io.gatehouse.server.signin.oidc.OidcClient;
import io.gatehouse.storage.ConsumerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All operations of the REST API, as openapi.yaml lists them. */
public final class RestApi implements AutoCloseable {

  private final List<Route> routes = new ArrayList<>();
  private final LiveTail tail;

  /** What the operations need from the running server. */
  public record Hooks(
      BooleanSupplier demoPresent,
      Runnable removeDemo,
      Consumer<App> forgetApp,
      BiConsumer<Integer, List<ConsumerReport>> describeConsumers,
      Supplier<StorageStatus> storageStatus,
      SdkDirections sdkDirections,
      ApiKeyIssuer apiKeys,
      String keySigner,
      ConsumerErasure erasure,
      RedactionJobs redactionJobs,
      RuleHits ruleHits,
      Snapshots snapshots,
      Watch watch) {}

  public RestApi(Backend backend, HttpConfig http, RetentionPreference retention, Hooks hooks) {
    tail = new LiveTail(backend);
    Codes codes =
        new Codes(backend.catalog().secondFactors(), hooks.watch().vault(), backend.clock());
    Entrance entrance = new Entrance(backend, codes, hooks.demoPresent());
    Ceremonies ceremonies = new Ceremonies(backend);
    routes.addAll(new SignIn(backend, http, entrance, hooks.demoPresent()).routes());
    routes.addAll(entrance.routes());
    PasskeyPages passkeys = new PasskeyPages(backend, http, entrance, ceremonies);
    routes.addAll(passkeys.routes());
    routes.addAll(new InvitedPages(backend, http, entrance, passkeys).routes());
    routes.addAll(new InvitationPages(backend, hooks.watch().mailer()).routes());
    routes.addAll(new ProofPages(backend, entrance, ceremonies).routes());
    routes.addAll(new FactorPages(backend, codes).routes());
    OidcClient oidc = new OidcClient(hooks.watch().http(), backend.clock());
    ProviderFlows flows = new ProviderFlows(backend, oidc, hooks.watch().vault());
    routes.addAll(new ProviderSignIn(backend, http, entrance, flows).routes());
    routes.addAll(new ProviderPages(backend, oidc, hooks.watch().vault()).routes());
    routes.addAll(new SignInPolicyPages(backend).routes());
    routes.addAll(new Profiles(backend, entrance).routes());
    routes.addAll(new MemberPages(backend).routes());
    routes.addAll(new AppPages(backend, hooks.forgetApp()).routes());
    routes.addAll(new SdkPages(backend, hooks.sdkDirections()).routes());
    routes.addAll(
        new RedactionPages(backend, hooks.sdkDirections(), hooks.redactionJobs(), hooks.ruleHits())
            .routes());
    // Before what takes any name in the place of a key's.
    routes.addAll(new KeySignalPages(backend).routes());
    routes.addAll(new KeyPages(backend, hooks.apiKeys(), hooks.keySigner()).routes());
    routes.addAll(new KeyDefaultPages(backend, hooks.apiKeys()).routes());
    routes.addAll(new KeyRolePages(backend, hooks.apiKeys()).routes());
    routes.addAll(new KeyImports(backend, hooks.apiKeys()).routes());
    routes.addAll(new UsagePages(backend).routes());
    routes.addAll(new StatementPages(backend).routes());
    routes.addAll(new QueryPages(backend).routes());
    routes.addAll(new Traffic(backend).routes());
    routes.addAll(new AnnotationPages(backend).routes());
    routes.addAll(new OverviewPages(backend).routes());
    routes.addAll(new ReportPages(backend, hooks.watch().reports()).routes());
    routes.addAll(new Latency(backend).routes());
    routes.addAll(new Endpoints(backend).routes());
    routes.addAll(new ConsumerPages(backend, hooks.describeConsumers(), hooks.erasure()).routes());
    routes.addAll(new Errors(backend).routes());
    routes.addAll(new Requests(backend, tail).routes());
    routes.addAll(new RequestFields(backend).routes());
    routes.addAll(new SavedViewPages(backend).routes());
    routes.addAll(new SharePages(backend).routes());
    routes.addAll(new MonitorPages(backend, hooks.watch()).routes());
    routes.addAll(new QuietPages(backend, hooks.watch()).routes());
    routes.addAll(new PublicStatusPages(backend, hooks.watch()).routes());
    routes.addAll(new PublicStatusPosts(backend, hooks.watch()).routes());
    routes.addAll(new ChannelPages(backend, hooks.watch()).routes());
    routes.addAll(new SloPages(backend).routes());
    routes.addAll(new RulePages(backend, hooks.watch()).routes());
    routes.addAll(new AlertPages(backend).routes());
    routes.addAll(new IngestionHealth(backend).routes());
    routes.addAll(new Workspace(backend).routes());
    routes.addAll(new Backups(backend, hooks.snapshots()).routes());
    routes.addAll(
        new ServerStatus(backend, retention, hooks.storageStatus(), hooks.removeDemo()).routes());
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  /** Ends all streams of events. */
  @Override
  public void close() {
    tail.close();
  }
}
