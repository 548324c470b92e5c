// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a {@link ConnectionObserver} in front of Micronaut in each connection. */
@Singleton
@Requires(beans = Gatehouse.class)
final class ConnectionCustomizer
    implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private final Gatehouse gatehouse;
  private final ExcludedPaths excluded;

  ConnectionCustomizer(
      Gatehouse gatehouse, @Value("${gatehouse.excluded-paths:}") List<String> excludedPaths) {
    this.gatehouse = gatehouse;
    excluded = ExcludedPaths.of(excludedPaths);
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(null));
    return event.getBean();
  }

  /** Specialized to a listener, and from there to each of its connections. */
  private final class Customizer implements NettyServerCustomizer {

    private final @Nullable Channel channel;

    private Customizer(@Nullable Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel specific, ChannelRole role) {
      return new Customizer(specific);
    }

    @Override
    public void onStreamPipelineBuilt() {
      String micronaut = ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;
      if (channel != null && channel.pipeline().get(micronaut) != null) {
        ConnectionObserver observer = new ConnectionObserver(gatehouse, excluded);
        channel.pipeline().addBefore(micronaut, "gatehouse", observer);
        channel.attr(ConnectionObserver.KEY).set(observer);
      }
    }
  }
}
