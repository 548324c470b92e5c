// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where callers put their keys. The first place that has one counts, so that a call is verified and
 * counted with one key only. Immutable.
 *
 * <pre>{@code
 * KeyPlaces.none().bearer().header("X-Partner-Key")
 * }</pre>
 */
public final class KeyPlaces {

  /** {@code Authorization: Bearer} and {@code X-Api-Key}. */
  public static final KeyPlaces DEFAULT = none().bearer().header("X-Api-Key");

  private final List<Place> places;

  /** What an adapter knows of a request. */
  public interface Request {

    /** First header of that name, whatever its case; null = there is none. */
    @Nullable String header(String name);

    /** As it was sent, without question mark; null = there is none. */
    @Nullable String query();

    /** Value of the first cookie of that name; null = there is none. */
    @Nullable String cookie(String name);
  }

  private interface Place {
    @Nullable String read(Request request);
  }

  private KeyPlaces(List<Place> places) {
    this.places = places;
  }

  /** Nowhere yet. */
  public static KeyPlaces none() {
    return new KeyPlaces(List.of());
  }

  /** Also in a header. */
  public KeyPlaces header(String name) {
    requireNonNull(name, "name");
    return and(request -> request.header(name));
  }

  /** Also in {@code Authorization: Bearer} (RFC 6750). */
  public KeyPlaces bearer() {
    return authorization("Bearer");
  }

  /**
   * Also in {@code Authorization}, with another scheme.
   *
   * @param scheme what stands before the key, whatever its case, e.g. {@code Api-Key}
   */
  public KeyPlaces authorization(String scheme) {
    String before = scheme + " ";
    return and(request -> credentials(request.header("Authorization"), before));
  }

  /** Also in a parameter of the query; it ends up in logs of proxies and browsers. */
  public KeyPlaces query(String name) {
    requireNonNull(name, "name");
    return and(request -> parameter(request.query(), name));
  }

  /** Also in a cookie. */
  public KeyPlaces cookie(String name) {
    requireNonNull(name, "name");
    return and(request -> request.cookie(name));
  }

  private KeyPlaces and(Place place) {
    List<Place> more = new ArrayList<>(places);
    more.add(place);
    return new KeyPlaces(List.copyOf(more));
  }

  /** Whether no place was told. */
  public boolean isEmpty() {
    return places.isEmpty();
  }

  /** What stands in the first place that has something; null = nothing. */
  public @Nullable String read(Request request) {
    for (Place place : places) {
      String found = place.read(request);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String credentials(@Nullable String header, String before) {
    if (header == null || !header.regionMatches(true, 0, before, 0, before.length())) {
      return null;
    }
    return header.substring(before.length()).strip();
  }

  /** As it is: texts of keys need no decoding. */
  private static @Nullable String parameter(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
        return pair.substring(name.length() + 1);
      }
    }
    return null;
  }
}
