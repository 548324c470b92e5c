// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.ExcludedPaths;
import io.gatehouse.sdk.Gatehouse;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sees requests and responses of one connection pass, unchanged. Requests are answered in the order
 * in which they came; there may be several under way. Used on the event loop of the connection,
 * except for {@link #find}.
 */
final class ConnectionObserver extends ChannelDuplexHandler {

  static final AttributeKey<ConnectionObserver> KEY =
      AttributeKey.valueOf("io.gatehouse.micronaut.observer");

  private final Gatehouse gatehouse;
  private final ExcludedPaths excluded;
  private final Queue<RecordedExchange> underWay = new ConcurrentLinkedDeque<>();
  private @Nullable RecordedExchange incoming;

  ConnectionObserver(Gatehouse gatehouse, ExcludedPaths excluded) {
    this.gatehouse = gatehouse;
    this.excluded = excluded;
  }

  /** What is recorded of a request; null = nothing. */
  static @Nullable RecordedExchange find(io.micronaut.http.HttpRequest<?> request) {
    if (!(request instanceof NettyHttpRequest<?> netty)) {
      return null;
    }
    ConnectionObserver observer = netty.getChannelHandlerContext().channel().attr(KEY).get();
    return observer == null ? null : observer.find(netty.getNativeRequest());
  }

  private @Nullable RecordedExchange find(HttpRequest request) {
    for (Iterator<RecordedExchange> all = underWay.iterator(); all.hasNext(); ) {
      RecordedExchange one = all.next();
      if (one.isOf(request)) {
        return one.isRecorded() ? one : null;
      }
    }
    return null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest request) {
      incoming = begin(context, request);
      underWay.add(incoming);
    }
    RecordedExchange known = incoming;
    if (known != null && message instanceof HttpContent content) {
      known.received(content.content());
    }
    super.channelRead(context, message);
  }

  private RecordedExchange begin(ChannelHandlerContext context, HttpRequest request) {
    RequestView view = new RequestView(request, context.channel().remoteAddress());
    Exchange exchange = excluded.matches(view.path()) ? null : gatehouse.handler().begin(view);
    return new RecordedExchange(
        exchange == null || exchange.isNoop() ? null : exchange, view, request);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    RecordedExchange known = underWay.peek();
    if (known == null) {
      super.write(context, message, promise);
      return;
    }
    if (message instanceof HttpResponse response && !isInterim(response)) {
      known.responded(response);
    }
    if (message instanceof HttpContent content) {
      known.sent(content.content());
    }
    if (!(message instanceof LastHttpContent) || isInterim(message)) {
      super.write(context, message, promise);
      return;
    }
    underWay.poll();
    ChannelPromise last = promise.unvoid();
    last.addListener(written -> known.end(!written.isSuccess()));
    super.write(context, message, last);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().code() < 200
        && response.status().code() != 101;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    for (RecordedExchange one = underWay.poll(); one != null; one = underWay.poll()) {
      one.end(true);
    }
    super.channelInactive(context);
  }

  /** Specialized to a listener, and from there to each of its connections. */
  record Customizer(Gatehouse gatehouse, ExcludedPaths excluded, @Nullable Channel channel)
      implements NettyServerCustomizer {

    @Override
    public NettyServerCustomizer specializeForChannel(Channel specific, ChannelRole role) {
      return new Customizer(gatehouse, excluded, specific);
    }

    @Override
    public void onStreamPipelineBuilt() {
      String micronaut = ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;
      if (channel != null && channel.pipeline().get(micronaut) != null) {
        ConnectionObserver observer = new ConnectionObserver(gatehouse, excluded);
        channel.pipeline().addBefore(micronaut, "gatehouse", observer);
        channel.attr(KEY).set(observer);
      }
    }
  }
}
