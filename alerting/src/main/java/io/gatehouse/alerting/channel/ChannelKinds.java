// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.outbound.OutboundHttp;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All kinds of channels there are. */
public final class ChannelKinds {

  private final Map<String, Channel> byKind = new LinkedHashMap<>();

  public ChannelKinds(List<Channel> channels) {
    channels.forEach(channel -> byKind.put(channel.kind(), channel));
  }

  /** The built-in ones. */
  public static ChannelKinds builtIn(OutboundHttp http, Mailer mail, Clock clock) {
    return new ChannelKinds(
        List.of(
            new EmailChannel(mail),
            new WebhookChannel(http, clock),
            new SlackChannel(http),
            new TeamsChannel(http),
            new DiscordChannel(http),
            new PagerDutyChannel(http, PagerDutyChannel.service()),
            new OpsgenieChannel(http, OpsgenieChannel.service()),
            new NtfyChannel(http)));
  }

  public Collection<Channel> all() {
    return List.copyOf(byKind.values());
  }

  /**
   * @throws InvalidSpecException when there is no such kind
   */
  public Channel of(String kind) {
    Channel channel = byKind.get(kind);
    if (channel == null) {
      throw new InvalidSpecException(
          "kind",
          "The field kind is \""
              + kind
              + "\", but must be one of "
              + String.join(", ", byKind.keySet())
              + ".");
    }
    return channel;
  }
}
