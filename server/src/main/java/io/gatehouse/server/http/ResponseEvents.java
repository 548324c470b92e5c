// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Events written into a response that does not end. No thread belongs to it. */
final class ResponseEvents implements EventSink {

  private final HttpResponseWriter writer = HttpResponse.streaming();
  private final EventStream stream;

  /** Writes that the connection has not taken yet. */
  private final AtomicInteger waiting = new AtomicInteger();

  private ResponseEvents(EventStream stream) {
    this.stream = stream;
  }

  static HttpResponse of(
      ServiceRequestContext context, ResponseHeaders headers, EventStream stream) {
    context.clearRequestTimeout();
    ResponseEvents events = new ResponseEvents(stream);
    events.writer.write(headers);
    stream.open().accept(events);
    return events.writer;
  }

  @Override
  public boolean isOpen() {
    return writer.isOpen();
  }

  @Override
  public boolean isReady() {
    return isOpen() && waiting.get() == 0;
  }

  @Override
  public boolean isAllowed() {
    return stream.allowed().getAsBoolean();
  }

  @Override
  public void send(String event, Object value) {
    try {
      write("event: " + event + "\ndata: " + Json.MAPPER.writeValueAsString(value) + "\n\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass(), e);
    }
  }

  @Override
  public void ping() {
    write(": ping\n\n");
  }

  private void write(String text) {
    if (writer.tryWrite(HttpData.ofUtf8(text))) {
      waiting.incrementAndGet();
      // Completes with an exception when the client has gone: then nothing is sent any more.
      CompletableFuture<Void> unused = writer.whenConsumed().thenRun(waiting::decrementAndGet);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
