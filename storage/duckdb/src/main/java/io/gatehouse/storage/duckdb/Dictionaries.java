// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.duckdb.Entry.Consumer;
import io.gatehouse.storage.duckdb.Entry.Endpoint;
import io.gatehouse.storage.duckdb.Entry.Environment;
import io.gatehouse.storage.duckdb.Entry.ErrorGroup;
import io.gatehouse.storage.duckdb.Entry.Instance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands for what in the rows: numbers for environments, endpoints, consumers, error groups
 * and instances. Endpoints and consumers have a number within their app besides their id, so that
 * sets of them are short bit strings.
 *
 * <p>Holds everything in memory and collects what is new or changed since the last {@link
 * DictionaryWriter#store}. Over a limit the entry {@code (other)} stands in.
 */
final class Dictionaries {

  /** Number of the consumer of anonymous requests. */
  static final int ANONYMOUS = 0;

  /** Id of the instance when there is none. */
  static final int NO_INSTANCE = 0;

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
  private static final String OTHER_METHOD = "_OTHER";

  private final DuckDbConfig.Limits limits;
  private final Map<Integer, App> apps = new HashMap<>();
  private @Nullable App latestApp;
  private int latestAppId;
  private int lastId;

  private final List<Environment> newEnvironments = new ArrayList<>();
  private final List<Endpoint> newEndpoints = new ArrayList<>();
  private final List<Consumer> newConsumers = new ArrayList<>();
  private final List<ErrorGroup> newErrorGroups = new ArrayList<>();
  private final List<Instance> newInstances = new ArrayList<>();
  private final Set<Entry> changed = new LinkedHashSet<>();
  private final Map<CapKey, Long> capped = new LinkedHashMap<>();

  Dictionaries(DuckDbConfig.Limits limits) {
    this.limits = limits;
  }

  /** Something that was folded into {@code (other)}. */
  record CapKey(int app, int environment, String reason, String sample) {}

  /** Routes that differ by a slash at their end are one endpoint, spelled as it came first. */
  private record EndpointKey(String method, String route) {
    EndpointKey {
      if (route.length() > 1 && route.endsWith("/")) {
        route = route.substring(0, route.length() - 1);
      }
    }
  }

  private record ErrorKey(ErrorKind kind, int endpoint, long fingerprint) {}

  private record InstanceKey(int environment, UUID slot) {}

  private static final class App {
    final Map<String, Environment> environments = new HashMap<>();
    final Map<EndpointKey, Endpoint> endpoints = new HashMap<>();
    final Map<String, Consumer> consumers = new HashMap<>();
    final Map<ErrorKey, ErrorGroup> errorGroups = new HashMap<>();
    final Map<InstanceKey, Instance> instances = new HashMap<>();
    int lastEndpoint;
    int lastConsumer;
  }

  int environment(int app, String name) {
    Map<String, Environment> known = app(app).environments;
    Environment environment = known.get(name);
    if (environment == null && known.size() >= limits.environments()) {
      int other = environment(known, app, Rollup.OTHER).id;
      count(app, other, "cap-environments", name);
      return other;
    }
    return environment != null ? environment.id : environment(known, app, name).id;
  }

  private Environment environment(Map<String, Environment> known, int app, String name) {
    Environment environment = known.get(name);
    if (environment == null) {
      environment = new Environment(++lastId, app, name);
      known.put(name, environment);
      newEnvironments.add(environment);
    }
    return environment;
  }

  Endpoint endpoint(int app, int environment, String method, String route, int minute) {
    App entries = app(app);
    Endpoint known = entries.endpoints.get(new EndpointKey(method, route));
    if (known != null) {
      return known;
    }
    boolean special = route.equals(Rollup.OTHER) || route.equals(Rollup.UNMATCHED);
    if (special || entries.endpoints.size() >= limits.endpoints()) {
      String kept = METHODS.contains(method) ? method : OTHER_METHOD;
      String standIn = special ? route : Rollup.OTHER;
      if (!special) {
        count(app, environment, "cap-routes", method + " " + route);
      }
      known = entries.endpoints.get(new EndpointKey(kept, standIn));
      return known != null ? known : newEndpoint(entries, app, kept, standIn, minute);
    }
    return newEndpoint(entries, app, method, route, minute);
  }

  private Endpoint newEndpoint(App entries, int app, String method, String route, int minute) {
    Endpoint endpoint = new Endpoint(++lastId, app, ++entries.lastEndpoint, method, route, minute);
    entries.endpoints.put(new EndpointKey(method, route), endpoint);
    newEndpoints.add(endpoint);
    return endpoint;
  }

  Consumer consumer(int app, int environment, String identifier, int minute) {
    App entries = app(app);
    Consumer known = entries.consumers.get(identifier);
    if (known == null && entries.consumers.size() >= limits.consumers()) {
      count(app, environment, "cap-consumers", identifier);
      known = entries.consumers.get(Rollup.OTHER);
      return known != null ? known : newConsumer(entries, app, Rollup.OTHER, minute);
    }
    return known != null ? known : newConsumer(entries, app, identifier, minute);
  }

  private Consumer newConsumer(App entries, int app, String identifier, int minute) {
    Consumer consumer = new Consumer(++lastId, app, ++entries.lastConsumer, identifier, minute);
    entries.consumers.put(identifier, consumer);
    newConsumers.add(consumer);
    return consumer;
  }

  /** Notes a request, so that the first one is known. */
  void seen(Endpoint endpoint, int minute) {
    Integer first = endpoint.firstRequest;
    if (first == null || minute < first) {
      endpoint.firstRequest = minute;
      change(endpoint);
    }
  }

  /** Notes a request, so that the first one is known. */
  void seen(Consumer consumer, int minute) {
    Integer first = consumer.firstRequest;
    if (first == null || minute < first) {
      consumer.firstRequest = minute;
      change(consumer);
    }
  }

  /** Sets what a client says; null leaves a name or group as it is. */
  void describe(int app, ConsumerReport report, int minute) {
    Consumer consumer = knownOrNew(app, report.identifier(), minute);
    if (consumer != null) {
      set(
          consumer,
          report.name() != null ? report.name() : consumer.name,
          report.group() != null ? report.group() : consumer.group);
    }
  }

  /** Sets what the catalog decided; null removes a name or group. */
  void decide(int app, ConsumerReport report, int minute) {
    Consumer consumer = knownOrNew(app, report.identifier(), minute);
    if (consumer != null) {
      set(consumer, report.name(), report.group());
    }
  }

  /** Null over the limit: its requests are counted under (other), which has no name. */
  private @Nullable Consumer knownOrNew(int app, String identifier, int minute) {
    App entries = app(app);
    Consumer known = entries.consumers.get(identifier);
    if (known != null || entries.consumers.size() >= limits.consumers()) {
      return known;
    }
    return newConsumer(entries, app, identifier, minute);
  }

  private void set(Consumer consumer, @Nullable String name, @Nullable String group) {
    if (!Objects.equals(name, consumer.name) || !Objects.equals(group, consumer.group)) {
      consumer.name = name;
      consumer.group = group;
      change(consumer);
    }
  }

  void declare(Endpoint endpoint) {
    if (!endpoint.declared) {
      endpoint.declared = true;
      change(endpoint);
    }
  }

  ErrorGroup errorGroup(int app, int environment, int endpoint, ErrorRollup error) {
    App entries = app(app);
    int minute = (int) error.epochMinute();
    ErrorKey key = new ErrorKey(error.kind(), endpoint, error.fingerprint());
    ErrorGroup group = entries.errorGroups.get(key);
    if (group == null && entries.errorGroups.size() >= limits.errorGroups()) {
      count(app, environment, "cap-errors", error.type());
      key = new ErrorKey(error.kind(), endpoint, 0);
      group = entries.errorGroups.get(key);
      return group != null
          ? noteMinute(group, minute)
          : newErrorGroup(entries, app, key, null, Rollup.OTHER, "", minute);
    }
    if (group == null) {
      group =
          newErrorGroup(entries, app, key, error.field(), error.type(), error.message(), minute);
      group.stacktrace = error.stacktrace();
      return group;
    }
    if (minute > group.lastMinute) {
      group.type = error.type();
      group.message = error.message();
      group.stacktrace = error.stacktrace();
    }
    return noteMinute(group, minute);
  }

  private ErrorGroup noteMinute(ErrorGroup group, int minute) {
    if (minute < group.firstMinute || minute > group.lastMinute) {
      group.firstMinute = Math.min(group.firstMinute, minute);
      group.lastMinute = Math.max(group.lastMinute, minute);
      change(group);
    }
    return group;
  }

  private ErrorGroup newErrorGroup(
      App entries,
      int app,
      ErrorKey key,
      @Nullable String field,
      String type,
      String message,
      int minute) {
    ErrorGroup group =
        new ErrorGroup(
            ++lastId, app, key.kind, key.endpoint, key.fingerprint, field, type, message, minute);
    entries.errorGroups.put(key, group);
    newErrorGroups.add(group);
    return group;
  }

  Instance instance(int app, int environment, UUID slot, long nowMillis) {
    App entries = app(app);
    InstanceKey key = new InstanceKey(environment, slot);
    Instance instance = entries.instances.get(key);
    if (instance == null && entries.instances.size() >= limits.instances()) {
      count(app, environment, "cap-instances", slot.toString());
      key = new InstanceKey(environment, Instance.OTHER);
      instance = entries.instances.get(key);
    }
    if (instance == null) {
      instance = new Instance(++lastId, app, environment, key.slot, nowMillis);
      entries.instances.put(key, instance);
      newInstances.add(instance);
    }
    return instance;
  }

  /** Says that a known entry must be written again. */
  void change(Entry entry) {
    if (entry.stored) {
      changed.add(entry);
    }
  }

  /** Notes that something was folded into {@code (other)}. */
  void count(int app, int environment, String reason, String sample) {
    for (Map.Entry<CapKey, Long> known : capped.entrySet()) {
      CapKey key = known.getKey();
      if (key.app == app && key.environment == environment && key.reason.equals(reason)) {
        known.setValue(known.getValue() + 1);
        return;
      }
    }
    capped.put(new CapKey(app, environment, reason, sample), 1L);
  }

  /** What was folded since the last call. */
  Map<CapKey, Long> takeCapped() {
    Map<CapKey, Long> taken = new LinkedHashMap<>(capped);
    capped.clear();
    return taken;
  }

  /** Takes an entry over from the table. */
  void load(Entry entry) {
    entry.stored = true;
    lastId = Math.max(lastId, entry.id);
    App entries = app(entry.app);
    if (entry instanceof Environment e) {
      entries.environments.put(e.name, e);
    } else if (entry instanceof Endpoint e) {
      entries.endpoints.put(new EndpointKey(e.method, e.route), e);
      entries.lastEndpoint = Math.max(entries.lastEndpoint, e.number);
    } else if (entry instanceof Consumer e) {
      entries.consumers.put(e.identifier, e);
      entries.lastConsumer = Math.max(entries.lastConsumer, e.number);
    } else if (entry instanceof ErrorGroup e) {
      entries.errorGroups.put(new ErrorKey(e.kind, e.endpoint, e.fingerprint), e);
    } else if (entry instanceof Instance e) {
      entries.instances.put(new InstanceKey(e.environment, e.slot), e);
    }
  }

  /** What the tables do not have yet. */
  Changes changes() {
    return new Changes(
        List.copyOf(newEnvironments),
        List.copyOf(newEndpoints),
        List.copyOf(newConsumers),
        List.copyOf(newErrorGroups),
        List.copyOf(newInstances),
        List.copyOf(changed));
  }

  /** Takes note that the tables have it all. */
  void stored(Changes changes) {
    changes.all().forEach(entry -> entry.stored = true);
    for (List<? extends Entry> written :
        List.of(newEnvironments, newEndpoints, newConsumers, newErrorGroups, newInstances)) {
      written.clear();
    }
    changed.clear();
  }

  /** New entries, and known ones that changed. */
  record Changes(
      List<Environment> environments,
      List<Endpoint> endpoints,
      List<Consumer> consumers,
      List<ErrorGroup> errorGroups,
      List<Instance> instances,
      List<Entry> changed) {

    List<Entry> all() {
      return Stream.of(environments, endpoints, consumers, errorGroups, instances, changed)
          .<Entry>flatMap(List::stream)
          .toList();
    }
  }

  /** The highest number of a consumer of the app; 0 when there is none. */
  int lastConsumer(int app) {
    return app(app).lastConsumer;
  }

  void forget(int app) {
    apps.remove(app);
    latestApp = null;
  }

  /** Consecutive rows are mostly of one app. */
  private App app(int app) {
    App latest = latestApp;
    if (latest == null || latestAppId != app) {
      latest = apps.computeIfAbsent(app, unused -> new App());
      latestApp = latest;
      latestAppId = app;
    }
    return latest;
  }
}
