// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webflux;

import java.io.File;
import java.nio.file.Path;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts and copies the buffers of a response while they pass, in their order and with flushes. */
class TappedResponse extends ServerHttpResponseDecorator {

  private final RecordedWebExchange recorded;

  TappedResponse(ServerHttpResponse response, RecordedWebExchange recorded) {
    super(response);
    this.recorded = recorded;
  }

  @Override
  public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
    return super.writeWith(
        body instanceof Mono<? extends DataBuffer> one
            ? one.doOnSubscribe(begun -> recorded.bodyBegun())
                .doOnNext(recorded::written)
                .doOnSuccess(last -> recorded.bodyDone())
            : observed(Flux.from(body).doOnNext(recorded::written)));
  }

  @Override
  public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
    return super.writeAndFlushWith(observed(Flux.from(body).map(this::counted)));
  }

  /**
   * A single buffer stays a single one, since servers write and flush it in another way. They may
   * also cancel it once they have it, which tells nothing of the client.
   */
  private Publisher<? extends DataBuffer> counted(Publisher<? extends DataBuffer> part) {
    return part instanceof Mono<? extends DataBuffer> one
        ? one.doOnNext(recorded::written)
        : Flux.from(part).doOnNext(recorded::written);
  }

  private <T> Flux<T> observed(Flux<T> body) {
    return body.doOnSubscribe(begun -> recorded.bodyBegun())
        .doOnComplete(recorded::bodyDone)
        .doOnCancel(recorded::bodyCancelled);
  }

  /** For servers that send files without reading them. */
  static final class OfFiles extends TappedResponse implements ZeroCopyHttpOutputMessage {

    private final ZeroCopyHttpOutputMessage below;
    private final RecordedWebExchange recorded;

    OfFiles(ServerHttpResponse response, RecordedWebExchange recorded) {
      super(response, recorded);
      this.below = (ZeroCopyHttpOutputMessage) response;
      this.recorded = recorded;
    }

    @Override
    public Mono<Void> writeWith(File file, long position, long count) {
      return below.writeWith(file, position, count).doOnSuccess(sent -> recorded.written(count));
    }

    @Override
    public Mono<Void> writeWith(Path file, long position, long count) {
      return below.writeWith(file, position, count).doOnSuccess(sent -> recorded.written(count));
    }
  }
}
