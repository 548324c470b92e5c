// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.channel.Channel;
import io.gatehouse.alerting.channel.Channel.Field;
import io.gatehouse.alerting.channel.Channel.Sent;
import io.gatehouse.alerting.channel.WebhookChannel;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Channels;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.Watch;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Channels of the workspace: where people are told. */
final class ChannelPages {

  private static final int MAX_VALUE = 2_000;

  private final Backend backend;
  private final Watch watch;

  ChannelPages(Backend backend, Watch watch) {
    this.backend = backend;
    this.watch = watch;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/channels", Policy.VIEWER, this::list),
        Route.post("/channels", Policy.ADMIN, this::create),
        Route.patch("/channels/{channel}", Policy.ADMIN, this::change),
        Route.delete("/channels/{channel}", Policy.ADMIN, this::delete),
        Route.slowPost("/channels/{channel}/test", Policy.ADMIN, this::test));
  }

  record ChannelRequest(
      @Nullable String kind,
      @Nullable String name,
      @Nullable Map<String, @Nullable String> config,
      @Nullable Boolean enabled) {}

  /**
   * @param config what may be shown
   * @param secrets names of the fields that are sealed
   */
  record ChannelView(
      String id,
      String kind,
      String name,
      boolean enabled,
      Map<String, String> config,
      List<String> secrets,
      String createdAt,
      String createdBy) {}

  /**
   * @param secret with which webhooks are signed; shown once, when it was made here
   */
  record CreatedChannel(
      @JsonUnwrapped ChannelView channel,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {}

  record TestResult(boolean delivered, String answer) {}

  private Channels channels() {
    return backend.catalog().channels();
  }

  private static long workspace(Request request) {
    return request.requirePrincipal().member().workspaceId();
  }

  private Response list(Request request) {
    return Response.ok(
        ItemList.all(channels().list(workspace(request)).stream().map(this::view).toList()));
  }

  private ChannelView view(StoredChannel channel) {
    List<String> secrets =
        watch.kinds().of(channel.kind()).fields().stream()
            .filter(Field::secret)
            .map(Field::name)
            .toList();
    return new ChannelView(
        channel.id(),
        channel.kind(),
        channel.name(),
        channel.enabled(),
        new TreeMap<>(watch.configs().shown(channel)),
        channel.sealed().isEmpty() ? List.of() : secrets,
        Times.ofMillis(channel.createdAt()),
        channel.createdBy());
  }

  private StoredChannel find(Request request) {
    String id = request.pathValue("channel");
    return channels()
        .find(id)
        .filter(channel -> channel.workspace() == workspace(request))
        .orElseThrow(() -> GatehouseException.notFound("channel", id));
  }

  private Response create(Request request) {
    ChannelRequest wanted = request.json(ChannelRequest.class);
    Channel kind = kind(Fields.required("kind", wanted.kind()));
    String name = Fields.name("name", wanted.name());
    Map<String, String> config = new LinkedHashMap<>();
    String secret = null;
    if (kind.kind().equals("webhook") && !isGiven(wanted.config(), "secret")) {
      secret = WebhookChannel.newSecret();
      config.put("secret", secret);
    }
    config.putAll(checked(kind, wanted.config(), config));
    long workspace = workspace(request);
    StoredChannel made;
    try {
      made =
          backend.audited(
              request,
              "channel.create",
              one -> one.id(),
              Map.of("kind", kind.kind(), "name", name),
              () ->
                  channels()
                      .create(
                          workspace,
                          kind.kind(),
                          name,
                          SpecJson.write(part(kind, config, false)),
                          watch.configs().seal(workspace, part(kind, config, true)),
                          request.requirePrincipal().actor()));
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "No new channel: " + e.getMessage() + ".", e);
    }
    return Response.created(new CreatedChannel(view(made), secret));
  }

  private static boolean isGiven(@Nullable Map<String, @Nullable String> config, String field) {
    String value = config == null ? null : config.get(field);
    return value != null && !value.isBlank();
  }

  private Channel kind(String kind) {
    try {
      return watch.kinds().of(kind);
    } catch (InvalidSpecException e) {
      throw GatehouseException.invalid(e.field(), String.valueOf(e.getMessage()));
    }
  }

  /** The given values over those before; checked as a whole. */
  private static Map<String, String> checked(
      Channel kind, @Nullable Map<String, @Nullable String> given, Map<String, String> before) {
    Map<String, String> config = new LinkedHashMap<>(before);
    List<String> known = kind.fields().stream().map(Field::name).toList();
    if (given != null) {
      given.forEach(
          (field, value) -> {
            if (!known.contains(field)) {
              throw GatehouseException.invalid(
                  "config." + field,
                  "Unknown field config."
                      + field
                      + ". Known are "
                      + String.join(", ", known)
                      + ".");
            }
            if (value != null && value.length() > MAX_VALUE) {
              throw GatehouseException.invalid(
                  "config." + field,
                  "The field config."
                      + field
                      + " has "
                      + value.length()
                      + " characters; at most "
                      + MAX_VALUE
                      + " are possible.");
            }
            if (value != null && !value.isBlank()) {
              config.put(field, value.strip());
            }
          });
    }
    try {
      kind.check(config);
    } catch (InvalidSpecException e) {
      throw GatehouseException.invalid("config." + e.field(), String.valueOf(e.getMessage()));
    }
    return config;
  }

  private static Map<String, String> part(
      Channel kind, Map<String, String> config, boolean secret) {
    Map<String, String> part = new TreeMap<>();
    for (Field field : kind.fields()) {
      String value = config.get(field.name());
      if (field.secret() == secret && value != null) {
        part.put(field.name(), value);
      }
    }
    return part;
  }

  private Response change(Request request) {
    StoredChannel before = find(request);
    ChannelRequest wanted = request.json(ChannelRequest.class);
    if (wanted.kind() != null && !wanted.kind().equals(before.kind())) {
      throw GatehouseException.invalid(
          "kind", "A channel stays what it is: " + before.kind() + ". Create another one.");
    }
    Channel kind = kind(before.kind());
    String name = wanted.name() == null ? before.name() : Fields.name("name", wanted.name());
    boolean enabled = Fields.or(wanted.enabled(), before.enabled());
    Map<String, String> config = checked(kind, wanted.config(), watch.configs().whole(before));
    backend.audited(
        request,
        "channel.update",
        before.id(),
        Map.of("name", name, "enabled", enabled, "configChanged", wanted.config() != null),
        () -> {
          channels()
              .change(
                  before,
                  name,
                  SpecJson.write(part(kind, config, false)),
                  watch.configs().seal(before.workspace(), part(kind, config, true)),
                  enabled);
          return before;
        });
    return Response.ok(view(find(request)));
  }

  private Response delete(Request request) {
    StoredChannel channel = find(request);
    backend.audited(
        request,
        "channel.delete",
        channel.id(),
        Map.of("kind", channel.kind(), "name", channel.name()),
        () -> {
          channels().delete(channel);
          return channel;
        });
    return Response.noContent();
  }

  private Response test(Request request) {
    StoredChannel channel = find(request);
    Sent sent = watch.deliveries().test(channel, "Gatehouse");
    backend.audited(
        request,
        "channel.test",
        channel.id(),
        Map.of("delivered", sent.delivered()),
        () -> channel);
    return Response.ok(new TestResult(sent.delivered(), sent.answer()));
  }
}
