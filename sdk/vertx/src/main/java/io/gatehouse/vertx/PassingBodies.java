// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import io.gatehouse.sdk.BodyTap;
import io.gatehouse.sdk.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of one exchange on their way through a connection of HTTP/1, copied into its taps.
 * Vert.x shows a body to one handler only, which is the application's; so it is read one step
 * before, in the connection's pipeline, next to where Vert.x takes requests and puts responses. All
 * of it happens on the event loop of the connection.
 */
final class PassingBodies {

  private final String method;
  private final String uri;
  private @Nullable BodyTap requestTap;
  private @Nullable BodyTap responseTap;
  private @Nullable Runnable end;
  private boolean bound;
  private boolean passedBefore;
  private boolean received;
  private boolean written;

  private PassingBodies(String method, String uri) {
    this.method = method;
    this.uri = uri;
  }

  /**
   * Copies the bodies of the request that has just begun.
   *
   * @return null = they cannot be seen, or nobody wants them
   */
  static @Nullable PassingBodies observe(HttpServerRequest request, Exchange exchange) {
    if ((exchange.requestBody() == null && exchange.responseBody() == null)
        || request.version() == HttpVersion.HTTP_2
        || HttpMethod.CONNECT.equals(request.method())
        || isTakenOver(request)
        || !(request.connection() instanceof ConnectionBase connection)) {
      return null;
    }
    ChannelHandlerContext vertx = connection.channelHandlerContext();
    if (!vertx.executor().inEventLoop() || vertx.isRemoved()) {
      return null; // Parts of the body may be on their way to another thread already.
    }
    Observer observer = vertx.pipeline().get(Observer.class);
    if (observer == null) {
      observer = new Observer();
      vertx.pipeline().addBefore(vertx.name(), "gatehouse", observer);
      PassingBodies first = new PassingBodies(request.method().name(), request.uri());
      first.passedBefore = request.isEnded() || request.bytesRead() > 0;
      observer.begin(first);
    }
    return observer.bind(request, exchange);
  }

  /** Whether the connection may go on as something else, so that no end of the answer passes. */
  private static boolean isTakenOver(HttpServerRequest request) {
    String upgrade = request.headers().get("Upgrade");
    return upgrade != null && !upgrade.equalsIgnoreCase("h2c");
  }

  /**
   * Has something done when the last of the response has passed here.
   *
   * @return false = it has; nothing is done
   */
  boolean whenWritten(Runnable then) {
    synchronized (this) {
      if (!written) {
        end = end == null ? then : end;
        return true;
      }
    }
    return false;
  }

  private void written() {
    Runnable then;
    synchronized (this) {
      written = true;
      then = end;
    }
    if (then != null) {
      then.run();
    }
  }

  /** Forgets the body of the request unless all of it has passed here. */
  void settle() {
    BodyTap tap = requestTap;
    if (tap != null && (passedBefore || !received)) {
      tap.reset();
    }
  }

  private void receive(HttpContent message) {
    ByteBuf content = message.content();
    if (content.isReadable()) {
      passedBefore |= !bound;
      copy(content, requestTap);
    }
    received = message instanceof LastHttpContent;
  }

  /** The buffer stays as it is, and whose it is. */
  private static void copy(ByteBuf content, @Nullable BodyTap tap) {
    if (tap != null && content.isReadable()) {
      for (ByteBuffer part : content.nioBuffers()) {
        tap.append(part);
      }
    }
  }

  /** Requests are answered in the order in which they came; there may be several under way. */
  private static final class Observer extends ChannelDuplexHandler {

    private final Deque<PassingBodies> underWay = new ArrayDeque<>();
    private @Nullable HttpResponse response;

    private void begin(PassingBodies next) {
      underWay.addLast(next);
    }

    /** Vert.x takes up a request when the one before is answered. */
    private @Nullable PassingBodies bind(HttpServerRequest request, Exchange exchange) {
      PassingBodies first = underWay.peekFirst();
      if (first == null
          || first.bound
          || !first.uri.equals(request.uri())
          || !first.method.equals(request.method().name())) {
        return null;
      }
      first.bound = true;
      first.requestTap = exchange.requestBody();
      first.responseTap = exchange.responseBody();
      return first;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (message instanceof HttpRequest request) {
        begin(new PassingBodies(request.method().name(), request.uri()));
      }
      PassingBodies last = underWay.peekLast();
      if (last != null && !last.received && message instanceof HttpContent content) {
        last.receive(content);
      }
      super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      PassingBodies first = underWay.peekFirst();
      if (first == null || isInterim(message)) {
        super.write(context, message, promise);
        return;
      }
      if (message instanceof HttpResponse head) {
        response = head;
      }
      if (message instanceof HttpContent content) {
        copy(content.content(), responseTap(first));
      }
      if (message instanceof LastHttpContent) {
        response = null;
        underWay.removeFirst();
        super.write(context, message, promise);
        first.written();
        return;
      }
      super.write(context, message, promise);
    }

    private @Nullable BodyTap responseTap(PassingBodies of) {
      HttpResponse head = response;
      BodyTap tap = of.responseTap;
      boolean kept =
          tap != null
              && head != null
              && tap.begin(
                  head.headers().get("Content-Type"), head.headers().get("Content-Encoding"));
      return kept ? tap : null;
    }

    private static boolean isInterim(Object message) {
      return message instanceof HttpResponse response
          && response.status().code() < 200
          && response.status().code() != 101;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      super.channelInactive(context);
      for (PassingBodies one = underWay.poll(); one != null; one = underWay.poll()) {
        one.written();
      }
    }
  }
}
