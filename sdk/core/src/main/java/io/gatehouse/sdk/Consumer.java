// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.Protocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the owner of the service sees it. Too long texts are cut. Immutable.
 *
 * <pre>{@code
 * Consumer.of("acme").name("Acme Ltd").group("gold")
 * }</pre>
 *
 * @param identifier 1–128 characters
 * @param name at most 64 characters; null = unchanged
 * @param group at most 64 characters; null = unchanged
 */
public record Consumer(
    String identifier,
    @Nullable String name,
    @Nullable String group,
    Map<String, String> attributes) {

  /**
   * Made lately, by their identifiers, so that a resolver makes no object for each request. Threads
   * overwrite each other without harm: a consumer never changes.
   */
  private static final @Nullable Consumer[] RECENT = new Consumer[1_024];

  public Consumer {
    identifier = cut(requireNonNull(identifier, "identifier").strip(), Protocol.MAX_CONSUMER_CHARS);
    name = name == null ? null : cut(name, Protocol.MAX_CONSUMER_NAME_CHARS);
    group = group == null ? null : cut(group, Protocol.MAX_CONSUMER_NAME_CHARS);
    attributes = Map.copyOf(attributes);
  }

  /**
   * A consumer of that identifier.
   *
   * @return null when it is null or blank, which means anonymous
   */
  public static @Nullable Consumer of(@Nullable String identifier) {
    if (identifier == null) {
      return null;
    }
    int hash = identifier.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (RECENT.length - 1);
    Consumer recent = RECENT[slot];
    if (recent != null && recent.identifier.equals(identifier)) {
      return recent;
    }
    if (identifier.isBlank()) {
      return null;
    }
    Consumer consumer = new Consumer(identifier, null, null, Map.of());
    RECENT[slot] = consumer;
    return consumer;
  }

  public Consumer name(@Nullable String value) {
    return new Consumer(identifier, value, group, attributes);
  }

  public Consumer group(@Nullable String value) {
    return new Consumer(identifier, name, value, attributes);
  }

  public Consumer attributes(Map<String, String> value) {
    return new Consumer(identifier, name, group, value);
  }

  private static String cut(String text, int chars) {
    return text.length() <= chars ? text : text.substring(0, chars);
  }
}
