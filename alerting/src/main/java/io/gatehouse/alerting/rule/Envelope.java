// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.channel.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message in the outbox tells, as it is stored.
 *
 * @param over nothing of the time of trouble goes on any more
 */
public record Envelope(boolean over, List<Message.Item> items) {

  public Envelope {
    items = List.copyOf(items);
  }

  Envelope with(Message.Item item, boolean nowOver) {
    List<Message.Item> more = new ArrayList<>(items);
    more.add(item);
    return new Envelope(nowOver, more);
  }
}
