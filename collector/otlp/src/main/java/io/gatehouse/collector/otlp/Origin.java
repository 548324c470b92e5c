// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a resource says about the process that sent it.
 *
 * @param environment slug
 * @param instance the same for all signals of a process
 * @param client language and what sent it, e.g. {@code java:opentelemetry}; null = not told
 * @param apitally sent by an Apitally SDK of the second generation, which counts by itself
 */
record Origin(
    String environment,
    String environmentSpelling,
    UUID instance,
    @Nullable String client,
    Map<String, String> versions,
    boolean apitally) {

  private static final int MAX_FACT = 128;
  private static final String DISTRO = "apitally-";

  static Origin of(
      Attributes resource, @Nullable String environmentHeader, Corrections corrections) {
    String told =
        environmentHeader != null && !environmentHeader.isBlank()
            ? environmentHeader
            : resource.text("deployment.environment.name", "deployment.environment");
    String environment = told == null ? "default" : told.strip();
    String distro = resource.text("telemetry.distro.name");
    boolean apitally = distro != null && distro.startsWith(DISTRO);
    String service = service(resource);
    if (service == null && !apitally && !corrections.again("service-unnamed")) {
      corrections.corrected("service-unnamed", "set service.name, e.g. by OTEL_SERVICE_NAME");
    }
    return new Origin(
        Normalise.environment(environment),
        Normalise.environmentSpelling(environment),
        instance(resource, service),
        client(resource, distro, apitally),
        versions(resource, service, apitally, corrections),
        apitally);
  }

  /** The name of the service, its namespace in front; null when there is none worth the name. */
  private static @Nullable String service(Attributes resource) {
    String name = resource.text("service.name");
    if (name == null || name.startsWith("unknown_service")) {
      return null;
    }
    String namespace = resource.text("service.namespace");
    return namespace == null ? name : namespace + "/" + name;
  }

  private static UUID instance(Attributes resource, @Nullable String service) {
    String id = resource.text("service.instance.id");
    UUID told = Normalise.uuid(id);
    if (told != null) {
      return told;
    }
    String place = id;
    String host = resource.text("host.name");
    if (place == null && host != null) {
      place = host + "/" + resource.text("process.pid");
    }
    if (place == null) {
      place = resource.text("k8s.pod.name");
    }
    byte[] name = (service + "\n" + place).getBytes(UTF_8);
    return MessageIds.ofBytes(name, 0, name.length).toUuid();
  }

  private static @Nullable String client(
      Attributes resource, @Nullable String distro, boolean apitally) {
    if (apitally && distro != null) {
      String language = distro.substring(DISTRO.length());
      return (language.equals("py") ? "python" : language) + ":apitally";
    }
    String language = resource.text("telemetry.sdk.language");
    if (language == null) {
      return null;
    }
    return switch (language) {
          case "nodejs", "webjs" -> "js";
          default -> language.toLowerCase(Locale.ROOT);
        }
        + ":opentelemetry";
  }

  private static Map<String, String> versions(
      Attributes resource, @Nullable String service, boolean apitally, Corrections corrections) {
    Map<String, String> versions = new HashMap<>();
    put(versions, "app", resource.text("service.version"), corrections);
    put(versions, "service", service, corrections);
    put(versions, "host", resource.text("host.name", "k8s.pod.name"), corrections);
    put(versions, "runtime", resource.text("process.runtime.version"), corrections);
    put(versions, "opentelemetry", resource.text("telemetry.sdk.version"), corrections);
    String distro = resource.text("telemetry.distro.version");
    put(versions, apitally ? "apitally" : "distro", distro, corrections);
    return versions;
  }

  private static void put(
      Map<String, String> versions, String name, @Nullable String value, Corrections corrections) {
    String text = Normalise.label(value, MAX_FACT, corrections);
    if (text != null) {
      versions.put(name, text);
    }
  }
}
