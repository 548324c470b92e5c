// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignal.Kind;
import io.gatehouse.protocol.key.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * From which networks and by which clients each key was used in this process. Grows with the keys
 * that are used, each with a fixed number of both.
 */
final class FirstUses {

  /** Networks of a key, and clients; what comes after is told once, as {@link #OTHER}. */
  static final int MAX_OF_KEY = 32;

  static final String OTHER = "(other)";

  /** A power of two. */
  private static final int LAST_CALLS = 8;

  private final Map<String, Seen> byKey = new ConcurrentHashMap<>();

  /** Something that was not seen before. */
  record First(Kind kind, String value) {}

  /** Who made a call. */
  private record Caller(@Nullable String address, @Nullable String agent) {}

  /** What was seen of a key. */
  static final class Seen {

    /** By hash, so that a few callers in turns are known at once. */
    private final AtomicReferenceArray<@Nullable Caller> last =
        new AtomicReferenceArray<>(LAST_CALLS);

    private final AtomicReference<List<String>> networks = new AtomicReference<>(List.of());
    private final AtomicReference<List<String>> agents = new AtomicReference<>(List.of());

    private static int place(@Nullable String address, @Nullable String agent) {
      int hash = (address == null ? 0 : address.hashCode()) * 31;
      hash += agent == null ? 0 : agent.hashCode();
      return (hash ^ (hash >>> 16)) & (LAST_CALLS - 1);
    }

    /** Whether such a caller was here just now. */
    boolean isLast(@Nullable String address, @Nullable String agent) {
      Caller caller = last.get(place(address, agent));
      return caller != null
          && Objects.equals(caller.address, address)
          && Objects.equals(caller.agent, agent);
    }

    /** Remembers a caller; tells what is new of it. */
    List<First> add(@Nullable String address, @Nullable String agent) {
      List<First> firsts = new ArrayList<>(2);
      add(networks, Kind.NETWORK, network(address), firsts);
      add(agents, Kind.AGENT, agent(agent), firsts);
      last.set(place(address, agent), new Caller(address, agent));
      return firsts;
    }

    private static void add(
        AtomicReference<List<String>> known,
        Kind kind,
        @Nullable String value,
        List<First> firsts) {
      while (value != null) {
        List<String> before = requireNonNull(known.get());
        if (before.size() > MAX_OF_KEY || before.contains(value)) {
          return;
        }
        String added = before.size() < MAX_OF_KEY ? value : OTHER;
        List<String> after = new ArrayList<>(before);
        after.add(added);
        if (known.compareAndSet(before, List.copyOf(after))) {
          firsts.add(new First(kind, added));
          return;
        }
      }
    }
  }

  /** What was seen of a key; outlives what a snapshot says of it. */
  Seen of(ApiKey key) {
    Seen known = byKey.get(key.id());
    if (known != null) {
      return known;
    }
    Seen fresh = new Seen();
    Seen other = byKey.putIfAbsent(key.id(), fresh);
    return other == null ? fresh : other;
  }

  /** In CIDR notation, the {@code /24} or {@code /48} of an address; null when it is none. */
  static @Nullable String network(@Nullable String address) {
    byte[] bytes = address == null ? null : Networks.address(address);
    if (bytes == null) {
      return null;
    }
    if (bytes.length == 4) {
      return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24";
    }
    int groups = 3;
    while (groups > 0 && group(bytes, groups - 1) == 0) {
      groups--;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups; i++) {
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group(bytes, i)));
    }
    return text.append("::/48").toString();
  }

  private static int group(byte[] address, int at) {
    return (address[2 * at] & 0xff) << 8 | (address[2 * at + 1] & 0xff);
  }

  /** As it may be told; null when there is none. */
  static @Nullable String agent(@Nullable String agent) {
    if (agent == null || agent.isBlank()) {
      return null;
    }
    String text = agent.strip();
    if (text.length() <= KeySignal.MAX_VALUE_CHARS) {
      return text;
    }
    int end = KeySignal.MAX_VALUE_CHARS;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }
}
