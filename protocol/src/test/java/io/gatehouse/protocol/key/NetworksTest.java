// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {

  private static Networks networks(String... texts) {
    return Networks.of(List.of(texts));
  }

  @Test
  void a10_networks_ofBothFamilies() {
    Networks networks = networks("10.0.0.0/8", "192.0.2.7", "2001:db8::/33", " ::1 ");

    for (String inside : List.of("10.255.0.1", "192.0.2.7", "2001:db8:7fff::1", "::1", "[::1]")) {
      assertThat(networks.contains(inside)).as(inside).isTrue();
    }
    for (String outside :
        List.of("11.0.0.1", "192.0.2.8", "2001:db8:8000::1", "::2", "", "host", "10.1", "1e3")) {
      assertThat(networks.contains(outside)).as(outside).isFalse();
    }
    assertThat(networks.contains((String) null)).isFalse();
  }

  /** An address has two spellings and is one place. */
  @Test
  void a10_mappedAddress_isTheIpv4Address() {
    assertThat(networks("10.0.0.0/8").contains("::ffff:10.1.2.3")).isTrue();
    assertThat(networks("::ffff:10.0.0.1").contains("10.0.0.1")).isTrue();
    assertThat(networks("::/0").contains("10.0.0.1")).isFalse();
  }

  @Test
  void a10_edgesOfAPrefix_areExact() {
    Networks networks = networks("203.0.113.64/27", "0.0.0.0/32");

    assertThat(networks.contains("203.0.113.63")).isFalse();
    assertThat(networks.contains("203.0.113.64")).isTrue();
    assertThat(networks.contains("203.0.113.95")).isTrue();
    assertThat(networks.contains("203.0.113.96")).isFalse();
    assertThat(networks("0.0.0.0/0").contains("198.51.100.1")).isTrue();
  }

  @Test
  void of_anythingElse_namesIt() {
    for (String wrong :
        List.of("10.0.0.0/33", "10.0.0/8", "example.com", "10.0.0.0/", "::/129", "", "01.2.3.4")) {
      assertThatThrownBy(() -> networks("10.0.0.0/8", wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + wrong + "\"");
    }
  }
}
