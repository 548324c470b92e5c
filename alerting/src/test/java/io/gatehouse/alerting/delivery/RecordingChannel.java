// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.delivery;

import io.gatehouse.alerting.channel.Channel;
import io.gatehouse.alerting.channel.Message;
import io.gatehouse.alerting.outbound.OutboundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Notes what it is told; answers, refuses, or pulls the plug after it was told. */
final class RecordingChannel implements Channel {

  private final List<Message> told = new ArrayList<>();
  private Predicate<Message> refuses = message -> false;
  private boolean crashes;

  /** The process dies after the other side has the message and before that is noted. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  List<Message> told() {
    return told;
  }

  void refuseWhile(Predicate<Message> condition) {
    refuses = condition;
  }

  void crashNext() {
    crashes = true;
  }

  @Override
  public String kind() {
    return "recording";
  }

  @Override
  public List<Field> fields() {
    return List.of();
  }

  @Override
  public void check(Map<String, String> config) {
    // Anything is right.
  }

  @Override
  public Sent send(Message message, Map<String, String> config) throws OutboundException {
    if (refuses.test(message)) {
      throw new OutboundException(OutboundException.Kind.CONNECT, "nobody is there");
    }
    told.add(message);
    if (crashes) {
      crashes = false;
      throw new Crash();
    }
    return new Sent(true, "HTTP 200", null);
  }
}
