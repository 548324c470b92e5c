// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import io.gatehouse.collector.HttpCollector.Admission.Admitted;
import io.gatehouse.collector.HttpCollector.BodyHandler;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one request within the byte budget and hands it to its protocol. Used by one
 * thread at a time.
 *
 * <pre>{@code
 * Upload upload = collector.open(head);
 * while (upload.refusal() == null && moreBytes()) upload.add(chunk, 0, chunk.length);
 * CompletionStage<IngestAnswer> answer = upload.finish();   // or abort() when the sender is gone
 * }</pre>
 */
public final class Upload {

  private static final int FIRST_BYTES = 16 << 10;
  private static final byte[] NOTHING = {};

  private final BodyHandler handler;
  private final ByteBudget budget;
  private final long maxBodyBytes;
  private final Supplier<IngestAnswer> tooLong;
  private final Runnable tooSlow;
  private final long expectedBytes;
  private final UnaryOperator<IngestAnswer> spelling;
  private byte[] body = NOTHING;
  private int length;
  private long taken;
  private @Nullable IngestAnswer refusal;

  private Upload(
      Admitted admitted,
      ByteBudget budget,
      long expectedBytes,
      UnaryOperator<IngestAnswer> spelling,
      @Nullable IngestAnswer refusal) {
    this.handler = admitted.handler();
    this.budget = budget;
    this.maxBodyBytes = admitted.maxBodyBytes();
    this.tooLong = admitted.tooLong();
    this.tooSlow = admitted.tooSlow();
    this.expectedBytes = expectedBytes;
    this.spelling = spelling;
    this.refusal = refusal;
  }

  static Upload refused(ByteBudget budget, IngestAnswer answer) {
    Admitted nothing =
        new Admitted(0, body -> CompletableFuture.completedFuture(answer), () -> answer, () -> {});
    return new Upload(nothing, budget, 0, UnaryOperator.identity(), answer);
  }

  static Upload of(
      Admitted admitted,
      ByteBudget budget,
      long contentLength,
      UnaryOperator<IngestAnswer> spelling) {
    Upload upload = new Upload(admitted, budget, contentLength, spelling, null);
    if (contentLength > admitted.maxBodyBytes()) {
      upload.refuse(admitted.tooLong().get());
    }
    return upload;
  }

  /** The answer to give without reading on; null while the body is welcome. */
  public @Nullable IngestAnswer refusal() {
    return refusal;
  }

  /** Adds bytes; ignored after a refusal. */
  public void add(byte[] chunk, int offset, int count) {
    if (refusal != null || !makeRoom(count)) {
      return;
    }
    System.arraycopy(chunk, offset, body, length, count);
    length += count;
  }

  private boolean makeRoom(int count) {
    long needed = (long) length + count;
    if (needed > maxBodyBytes) {
      return refuse(tooLong.get());
    }
    if (needed <= body.length) {
      return true;
    }
    long roomy = Math.max(needed, Math.max(FIRST_BYTES, body.length * 2L));
    // A body of announced size ends in an array of just that size, and needs no copy at the end.
    long capacity = needed <= expectedBytes ? Math.min(roomy, expectedBytes) : roomy;
    capacity = Math.min(capacity, Math.max(maxBodyBytes, 1));
    if (!budget.tryTake(capacity - taken)) {
      return refuse(IngestAnswer.retryAfter(503, 5));
    }
    taken = capacity;
    body = Arrays.copyOf(body, (int) capacity);
    return true;
  }

  private boolean refuse(IngestAnswer answer) {
    refusal = spell(answer);
    giveBack();
    return false;
  }

  /** An answer of the server itself, in the form of the request's protocol. */
  public IngestAnswer spell(IngestAnswer answer) {
    return spelling.apply(answer);
  }

  /**
   * The body is complete. Decodes on the calling thread.
   *
   * @return completes when the answer may be sent; exceptionally only by a fault of ours
   */
  public CompletionStage<IngestAnswer> finish() {
    IngestAnswer refused = refusal;
    if (refused != null) {
      return CompletableFuture.completedFuture(refused);
    }
    CompletionStage<IngestAnswer> handled;
    try {
      handled = handler.handle(body.length == length ? body : Arrays.copyOf(body, length));
    } catch (RuntimeException e) {
      handled = CompletableFuture.failedFuture(e);
    }
    return handled
        .whenComplete((answer, failure) -> giveBack())
        .exceptionally(Upload::explain)
        .thenApply(this::spell);
  }

  /** The body does not come as fast as it must: it is counted, and {@link #refusal()} is 408. */
  public void expire() {
    if (refusal == null) {
      tooSlow.run();
      refuse(IngestAnswer.of(408));
    }
  }

  /** The sender went away; nothing is taken. */
  public void abort() {
    refuse(IngestAnswer.of(400));
  }

  private static IngestAnswer explain(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof IngestUnavailableException unavailable) {
      return IngestAnswer.unavailable(unavailable);
    }
    throw new CompletionException(cause);
  }

  private void giveBack() {
    budget.release(taken);
    taken = 0;
    body = NOTHING;
    length = 0;
  }
}
