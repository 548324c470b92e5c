// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.PlainVault;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.channel.ChannelKinds;
import io.gatehouse.alerting.channel.Message;
import io.gatehouse.alerting.rule.Envelope;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.catalog.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A1: at least once, with a stable id, for a day. */
class DeliveriesTest {

  @TempDir Path directory;

  private final FakeTime time = new FakeTime("2026-03-01T00:00:00Z");
  private final RecordingChannel channel = new RecordingChannel();
  private Catalog catalog;
  private StoredChannel stored;
  private App app;

  @BeforeEach
  void open() {
    catalog = Catalog.open(directory, time);
    long workspace = catalog.members().createWorkspace("W");
    app = catalog.apps().create(workspace, "Shop", false);
    stored = catalog.channels().create(workspace, "recording", "C", "{}", "", "t");
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private Deliveries deliveries() {
    return new Deliveries(
        catalog,
        new ChannelKinds(List.of(channel)),
        new ChannelConfigs(new PlainVault()),
        () -> "https://g.example",
        time);
  }

  private String write() {
    Message.Item item =
        new Message.Item("a1", "firing", "critical", "Rule", "text", "https://g.example/x", 1, 0);
    return catalog
        .outbox()
        .add(
            app.number(),
            stored.id(),
            "i1",
            SpecJson.write(new Envelope(false, List.of(item))),
            time.millis(),
            time.millis());
  }

  private Outbox.Entry entry() {
    return catalog.outbox().ofIncident("i1").get(0);
  }

  /** Runs what is due each second for a time. */
  private void run(Duration duration) {
    for (long second = 0; second < duration.toSeconds(); second += 10) {
      deliveries().run(Runnable::run);
      time.pass(Duration.ofSeconds(10));
    }
  }

  @Test
  void a1_receiverAwayFor23Hours_isToldOnceItIsBack() {
    long back = time.millis() + Duration.ofHours(23).toMillis();
    channel.refuseWhile(message -> time.millis() < back);
    String id = write();
    run(Duration.ofHours(24));
    assertThat(channel.told()).hasSize(1);
    assertThat(channel.told().get(0).id()).isEqualTo(id);
    assertThat(entry().state()).isEqualTo("delivered");
  }

  @Test
  void a1_receiverAwayForEver_isGivenUpAfterADayAtTheEarliest() {
    channel.refuseWhile(message -> true);
    write();
    run(Duration.ofHours(24));
    assertThat(entry().state()).isEqualTo("waiting");
    assertThat(entry().attempts()).isBetween(45, 60);
    run(Duration.ofHours(6));
    assertThat(entry().state()).isEqualTo("failed");
    assertThat(entry().answer()).isEqualTo("nobody is there");
  }

  @Test
  void a1_crashBetweenTellingAndNoting_tellsOnceMoreUnderTheSameId() {
    String id = write();
    channel.crashNext();
    assertThatThrownBy(() -> deliveries().run(Runnable::run))
        .isInstanceOf(RecordingChannel.Crash.class);
    run(Duration.ofMinutes(5));
    assertThat(channel.told()).extracting(Message::id).containsExactly(id, id);
    assertThat(entry().state()).isEqualTo("delivered");
  }

  @Test
  void t1_clockSetBackByADay_stillDelivers() {
    channel.refuseWhile(message -> channel.told().isEmpty() && entry().attempts() < 2);
    write();
    run(Duration.ofSeconds(20));
    time.jump(Duration.ofDays(-1));
    channel.refuseWhile(message -> false);
    run(Duration.ofMinutes(5));
    assertThat(channel.told()).hasSize(1);
  }

  @Test
  void channelSwitchedOff_waitsAndIsToldWhenItIsOnAgain() {
    catalog.channels().change(stored, "C", "{}", "", false);
    write();
    run(Duration.ofMinutes(5));
    assertThat(channel.told()).isEmpty();
    catalog.channels().change(stored, "C", "{}", "", true);
    run(Duration.ofMinutes(10));
    assertThat(channel.told()).hasSize(1);
  }
}
