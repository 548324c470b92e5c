// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyPlacesTest {

  private record Call(Map<String, String> headers, @Nullable String query)
      implements KeyPlaces.Request {

    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }

    @Override
    public @Nullable String cookie(String name) {
      return headers.get("cookie " + name);
    }
  }

  private static @Nullable String read(KeyPlaces places, String header, String value) {
    return places.read(new Call(Map.of(header, value), null));
  }

  @Test
  void k2_bearer_isReadWhateverItsCase() {
    assertThat(read(KeyPlaces.DEFAULT, "Authorization", "bEARER  k1 ")).isEqualTo("k1");
    assertThat(read(KeyPlaces.DEFAULT, "X-Api-Key", "k2")).isEqualTo("k2");
    assertThat(read(KeyPlaces.DEFAULT, "Authorization", "Basic k3")).isNull();
    assertThat(read(KeyPlaces.DEFAULT, "Authorization", "Bearer")).isNull();
  }

  /** W: keys where another system's callers put them. */
  @Test
  void k2_otherScheme_isRead() {
    KeyPlaces places = KeyPlaces.none().bearer().authorization("Api-Key");

    assertThat(read(places, "Authorization", "Api-Key gAAAAAB_x-y=")).isEqualTo("gAAAAAB_x-y=");
    assertThat(read(places, "Authorization", "Api-Keys k")).isNull();
  }

  @Test
  void k2_firstPlaceWithSomething_counts() {
    KeyPlaces places = KeyPlaces.none().header("A").query("key").cookie("c");
    Map<String, String> all = Map.of("A", "a", "cookie c", "c");

    assertThat(places.read(new Call(all, "key=q"))).isEqualTo("a");
    assertThat(places.read(new Call(Map.of("cookie c", "c"), "x=1&key=q"))).isEqualTo("q");
    assertThat(places.read(new Call(Map.of("cookie c", "c"), "keys=q&key"))).isEqualTo("c");
    assertThat(places.read(new Call(Map.of(), null))).isNull();
  }
}
