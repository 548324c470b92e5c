// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.channel.Channel.Sent;
import io.gatehouse.alerting.channel.Message.Item;
import io.gatehouse.alerting.channel.Message.State;
import io.gatehouse.alerting.outbound.OutboundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every channel keeps. An implementation brings the channel, and a local stand-in that reads
 * messages as the real service documents them.
 */
abstract class ChannelContract {

  static final long AT = 1_767_225_600_000L;
  static final String LINK =
      "https://gatehouse.example/a/shop/uptime/7?from=2026-01-01T00%3A00Z&env=all";

  /** The channel, sending to the stand-in. */
  abstract Channel channel();

  /** A configuration that is right, pointing to the stand-in. */
  abstract Map<String, String> config();

  /** Next answer of the stand-in. */
  abstract void refuse();

  /**
   * What the stand-in got last, as the service would show it: every text a person would see, and
   * nothing else.
   */
  abstract String shown();

  /** What the stand-in got last, as it came. */
  abstract String raw();

  /**
   * Fails when something in the last message is a mention, a link or markup for this service that
   * is not ours.
   */
  abstract void assertHarmless(String payload);

  static Message message(State state, String title, Item... items) {
    return new Message(
        "0d9c6f0e-0000-4000-8000-000000000001",
        state,
        "Shop",
        "0d9c6f0e-0000-4000-8000-0000000000aa",
        "critical",
        title,
        List.of(items),
        LINK,
        AT);
  }

  static Item item(String state, String title, String text) {
    return new Item(
        "a1",
        state,
        "critical",
        title,
        text,
        LINK,
        AT - 300_000,
        state.equals("resolved") ? AT : 0);
  }

  Sent send(Message message) {
    try {
      return channel().send(message, config());
    } catch (OutboundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void firing_isTakenAndTellsWhatHappenedWithALink() {
    Sent sent =
        send(
            message(
                State.FIRING,
                "Monitor down: Health",
                item("firing", "Monitor down: Health", "Status 503.")));
    assertThat(sent.delivered()).as(sent.answer()).isTrue();
    assertThat(shown()).contains("Monitor down: Health").contains("Status 503.");
    assertThat(raw()).contains("/a/shop/uptime/7");
  }

  @Test
  void resolved_isTaken() {
    Sent sent =
        send(
            message(
                State.RESOLVED,
                "Over: Monitor down: Health",
                item("resolved", "Monitor down: Health", "Status 503.")));
    assertThat(sent.delivered()).as(sent.answer()).isTrue();
    assertThat(shown()).contains("Over: Monitor down: Health");
  }

  @Test
  void test_isTaken() {
    assertThat(
            send(message(State.TEST, "Test", item("firing", "This is a test", "Hello.")))
                .delivered())
        .isTrue();
  }

  @Test
  void refusal_isToldAndNotTakenForDelivery() throws OutboundException {
    refuse();
    try {
      Sent sent = channel().send(message(State.FIRING, "x", item("firing", "x", "y")), config());
      assertThat(sent.delivered()).isFalse();
      assertThat(sent.answer()).isNotBlank();
    } catch (OutboundException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void longList_isWithinTheLimitsOfTheService() {
    Item[] many = new Item[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = item("firing", "Rule " + i + " " + "x".repeat(280), "y".repeat(480));
    }
    assertThat(send(message(State.FIRING, "t".repeat(900), many)).delivered()).isTrue();
  }

  @Test
  void missingField_isNamed() {
    for (Channel.Field field : channel().fields()) {
      if (field.required()) {
        Map<String, String> without = new HashMap<>(config());
        without.remove(field.name());
        assertThatThrownBy(() -> channel().check(without))
            .isInstanceOfSatisfying(
                InvalidSpecException.class, e -> assertThat(e.field()).isEqualTo(field.name()));
      }
    }
  }

  @Test
  void goodConfig_passes() {
    channel().check(config());
  }

  static Stream<String> payloads() {
    return HostileTexts.all().stream();
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void hostileText_isShownAndDoesNothing(String payload) {
    Sent sent = send(message(State.FIRING, payload, item("firing", payload, payload)));
    assertThat(sent.delivered()).as(sent.answer()).isTrue();
    assertHarmless(payload);
  }
}
