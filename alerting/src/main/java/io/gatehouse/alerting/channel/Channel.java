// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.outbound.OutboundException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of place where people are told. Implementations are thread-safe and turn a message into
 * what that place understands, so that nothing in it is read as a mention, a link or markup.
 */
public interface Channel {

  /** As in the REST API, for example {@code slack}. */
  String kind();

  /** What has to be known to send to one. */
  List<Field> fields();

  /**
   * Checks what a person entered.
   *
   * @throws io.gatehouse.alerting.InvalidSpecException naming the field
   */
  void check(Map<String, String> config);

  /**
   * Sends a message once.
   *
   * @param config values of all fields, secrets included
   * @throws OutboundException when there was no answer
   */
  Sent send(Message message, Map<String, String> config) throws OutboundException;

  /**
   * A field.
   *
   * @param secret kept sealed and never shown
   */
  record Field(String name, boolean required, boolean secret) {}

  /**
   * What the other side said.
   *
   * @param answer for people; never a secret
   * @param retryAfter what it asked for; null = nothing
   */
  record Sent(boolean delivered, String answer, @Nullable Duration retryAfter) {}
}
