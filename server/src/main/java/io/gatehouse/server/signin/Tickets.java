// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the server has to remember between two steps of a sign-in, each under a random name of 256
 * bits that works once and for some minutes. Only in memory: a restart lets people begin again.
 * Whoever comes from one address cannot push out what was given to others, except by using all the
 * room there is. Thread-safe.
 */
public final class Tickets<T> {

  private static final int MAX = 10_000;
  private static final int MAX_EACH_ADDRESS = 100;
  private static final int NAME_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final Duration life;

  /** Oldest first; guarded by this. */
  private final LinkedHashMap<String, Held<T>> held = new LinkedHashMap<>();

  /** How many each address holds; guarded by this. */
  private final Map<String, Integer> perAddress = new HashMap<>();

  public Tickets(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  /**
   * Something that was remembered.
   *
   * @param until when it is forgotten, in epoch milliseconds
   */
  public record Held<T>(String ticket, T value, String address, long until) {
    /** The same with another value. */
    public Held<T> with(T other) {
      return new Held<>(ticket, other, address, until);
    }
  }

  /** Remembers something; the name goes to whoever comes from this address. */
  public synchronized String issue(T value, String address) {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(name);
    issue(ticket, value, address);
    return ticket;
  }

  /** Remembers something under a name that is random already. */
  public synchronized void issue(String ticket, T value, String address) {
    removeOld();
    makeRoom(address);
    add(new Held<>(ticket, value, address, clock.millis() + life.toMillis()));
  }

  /** What was remembered, and is no longer; empty when there is none, or its time is over. */
  public synchronized Optional<Held<T>> take(String ticket) {
    Held<T> found = held.remove(ticket);
    if (found == null) {
      return Optional.empty();
    }
    less(found.address());
    return found.until() > clock.millis() ? Optional.of(found) : Optional.empty();
  }

  /** Remembers again what was taken; its time goes on. */
  public synchronized void giveBack(Held<T> taken) {
    makeRoom(taken.address());
    add(taken);
  }

  private void add(Held<T> one) {
    held.put(one.ticket(), one);
    perAddress.merge(one.address(), 1, Integer::sum);
  }

  private void less(String address) {
    perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }

  private void removeOld() {
    long now = clock.millis();
    Iterator<Held<T>> oldest = held.values().iterator();
    while (oldest.hasNext()) {
      Held<T> one = oldest.next();
      if (one.until() > now) {
        return;
      }
      oldest.remove();
      less(one.address());
    }
  }

  private void makeRoom(String address) {
    boolean tooManyOfIt = perAddress.getOrDefault(address, 0) >= MAX_EACH_ADDRESS;
    if (!tooManyOfIt && held.size() < MAX) {
      return;
    }
    Iterator<Held<T>> oldest = held.values().iterator();
    while (oldest.hasNext()) {
      Held<T> one = oldest.next();
      if (!tooManyOfIt || one.address().equals(address)) {
        oldest.remove();
        less(one.address());
        return;
      }
    }
  }
}
