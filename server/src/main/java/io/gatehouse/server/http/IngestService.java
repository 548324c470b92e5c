// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Upload;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings bodies to the collector: admitted before they are read, collected on the event loop within
 * the byte budget, decoded on a bounded pool.
 */
final class IngestService {

  private static final Logger log = LoggerFactory.getLogger(IngestService.class);

  /** A body may be slow at first; then it has to bring at least a kibibyte a second. */
  private static final long GRACE_SECONDS = 10;

  private static final long MIN_BYTES_PER_SECOND = 1024;

  private final Collector collector;
  private final Executor decoders;
  private final Duration timeout;

  IngestService(Collector collector, Executor decoders, Duration timeout) {
    this.collector = collector;
    this.decoders = decoders;
    this.timeout = timeout;
  }

  HttpResponse serve(ServiceRequestContext context, HttpRequest request, Origin origin) {
    context.setMaxRequestLength(0);
    context.setRequestTimeout(timeout);
    Upload upload = collector.open(head(request.headers(), origin));
    CompletableFuture<HttpResponse> answered = new CompletableFuture<>();
    Body body = new Body(upload, answered);
    body.watch(context.eventLoop());
    request.subscribe(body, context.eventLoop());
    return HttpResponse.of(answered);
  }

  /** The answer to telemetry that came to an address of nobody; null for anything else. */
  @Nullable HttpResponse misdirected(RequestHeaders headers, Origin origin) {
    IngestAnswer answer = collector.misdirected(head(headers, origin));
    return answer == null ? null : write(answer);
  }

  private static IngestHead head(RequestHeaders headers, Origin origin) {
    return new IngestHead(
        headers.method().name(),
        origin.path(),
        origin.query(),
        headers::get,
        origin.sender().getHostAddress(),
        headers.contentLength());
  }

  private final class Body implements Subscriber<HttpObject> {

    private final Upload upload;
    private final CompletableFuture<HttpResponse> answered;
    private final long startNanos = System.nanoTime();
    private @Nullable Subscription subscription;
    private long bytes;
    private @Nullable ScheduledFuture<?> pace;

    Body(Upload upload, CompletableFuture<HttpResponse> answered) {
      this.upload = upload;
      this.answered = answered;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      IngestAnswer refusal = upload.refusal();
      if (refusal != null) {
        endWatch();
        answered.complete(write(refusal));
        subscription.cancel();
        return;
      }
      this.subscription = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject object) {
      if (!(object instanceof HttpData data)) {
        return;
      }
      byte[] chunk = data.array();
      bytes += chunk.length;
      upload.add(chunk, 0, chunk.length);
      IngestAnswer refusal = upload.refusal();
      if (refusal != null) {
        stop(refusal);
      }
    }

    /** Looks once a second whether the body still comes, also when nothing does any more. */
    void watch(EventLoop eventLoop) {
      pace = eventLoop.scheduleAtFixedRate(this::checkPace, GRACE_SECONDS, 1, TimeUnit.SECONDS);
    }

    private void checkPace() {
      long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
      if (bytes < seconds * MIN_BYTES_PER_SECOND) {
        upload.expire();
        stop(upload.spell(IngestAnswer.of(408)));
      }
    }

    private void endWatch() {
      if (pace != null) {
        pace.cancel(false);
      }
    }

    private void stop(IngestAnswer answer) {
      endWatch();
      answered.complete(write(answer));
      if (subscription != null) {
        subscription.cancel();
      }
    }

    @Override
    public void onError(Throwable failure) {
      endWatch();
      upload.abort();
      answered.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      endWatch();
      if (answered.isDone()) {
        return;
      }
      try {
        decoders.execute(this::decode);
      } catch (RejectedExecutionException e) {
        upload.abort();
        answered.complete(write(upload.spell(IngestAnswer.retryAfter(503, 2))));
      }
    }

    private void decode() {
      upload
          .finish()
          .whenComplete(
              (answer, failure) -> {
                if (failure != null) {
                  log.error("a message could not be processed", failure);
                  answered.complete(write(upload.spell(IngestAnswer.retryAfter(503, 10))));
                  return;
                }
                answered.complete(write(answer));
              });
    }
  }

  private static HttpResponse write(IngestAnswer answer) {
    ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.valueOf(answer.status()));
    answer.headers().forEach(headers::add);
    String contentType = answer.contentType();
    if (contentType == null) {
      return HttpResponse.of(headers.build());
    }
    headers.add("content-type", contentType);
    if (answer.trailers().isEmpty()) {
      return HttpResponse.of(headers.build(), HttpData.wrap(answer.body()));
    }
    HttpHeadersBuilder trailers = HttpHeaders.builder();
    answer.trailers().forEach(trailers::add);
    return HttpResponse.of(headers.build(), HttpData.wrap(answer.body()), trailers.build());
  }
}
