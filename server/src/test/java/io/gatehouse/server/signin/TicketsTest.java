// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.AheadClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketsTest {

  private final AheadClock clock = new AheadClock();
  private final Tickets<String> tickets = new Tickets<>(clock, Duration.ofMinutes(5));

  @Test
  void take_aSecondTime_isEmpty() {
    String ticket = tickets.issue("a", "10.0.0.1");
    assertThat(ticket).hasSizeGreaterThanOrEqualTo(43);
    assertThat(tickets.take(ticket).orElseThrow().value()).isEqualTo("a");
    assertThat(tickets.take(ticket)).isEmpty();
    assertThat(tickets.take("unknown")).isEmpty();
  }

  @Test
  void take_afterItsTime_isEmpty_alsoWhenItWasGivenBack() {
    String ticket = tickets.issue("a", "10.0.0.1");
    clock.setAhead(Duration.ofMinutes(4));
    tickets.giveBack(tickets.take(ticket).orElseThrow().with("b"));
    assertThat(tickets.take(ticket).orElseThrow().value()).isEqualTo("b");
    String second = tickets.issue("c", "10.0.0.1");
    clock.setAhead(Duration.ofMinutes(10));
    assertThat(tickets.take(second)).isEmpty();
  }

  @Test
  void issue_manyFromOneAddress_pushesOutItsOwnOnly() {
    String other = tickets.issue("other", "10.0.0.2");
    List<String> own = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      own.add(tickets.issue("own " + i, "10.0.0.1"));
    }
    assertThat(tickets.take(other)).isPresent();
    assertThat(own.stream().filter(ticket -> tickets.take(ticket).isPresent())).hasSize(100);
  }

  @Test
  void issue_fromManyAddresses_isBounded() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      all.add(tickets.issue("x", "10.0." + i / 250 + "." + i % 250));
    }
    assertThat(all.stream().filter(ticket -> tickets.take(ticket).isPresent())).hasSize(10_000);
  }
}
