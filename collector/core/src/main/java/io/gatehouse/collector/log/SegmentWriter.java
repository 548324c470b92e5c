// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.collector.IngestUnavailableException;
import io.gatehouse.collector.IngestUnavailableException.Reason;
import io.gatehouse.storage.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that writes: takes all waiting records, writes them with one call, syncs once and
 * answers all of them. Its fields are confined to that thread unless they say otherwise.
 */
final class SegmentWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
  private static final int GROUP_BYTES = 8 << 20;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int RETRY_SECONDS = 15;

  private final SegmentConfig config;
  private final SegmentFolder folder;
  private final DiskGuard guard;
  private final Runnable onDurable;
  private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private @Nullable Segment active;
  private long safeOffset;

  /** Set by the thread when it ends; whoever adds a task after that has to refuse it. */
  private volatile boolean stopped;

  /** Read by anyone. */
  final AtomicLong syncs = new AtomicLong();

  final AtomicLong refused = new AtomicLong();

  /** What the thread is asked to do. */
  private sealed interface Task {
    final class Append implements Task {
      private final byte[] payload;
      private final CompletableFuture<LogPosition> done = new CompletableFuture<>();

      Append(byte[] payload) {
        this.payload = payload;
      }
    }

    record Trim(long safeOffset) implements Task {}

    record Erase(long safeOffset, CompletableFuture<Void> done) implements Task {}

    record Stop() implements Task {}
  }

  SegmentWriter(SegmentConfig config, SegmentFolder folder, DiskGuard guard, Runnable onDurable) {
    this.config = config;
    this.folder = folder;
    this.guard = guard;
    this.onDurable = onDurable;
  }

  CompletableFuture<LogPosition> append(byte[] payload) {
    Task.Append task = new Task.Append(payload);
    queue.add(task);
    if (stopped) {
      refuseQueued();
    }
    return task.done;
  }

  void trim(long offset) {
    queue.add(new Task.Trim(offset));
  }

  CompletableFuture<Void> erase(long offset) {
    Task.Erase task = new Task.Erase(offset, new CompletableFuture<>());
    queue.add(task);
    if (stopped) {
      refuseQueued();
    }
    return task.done;
  }

  void stop() {
    queue.add(new Task.Stop());
  }

  @Override
  public void run() {
    try {
      boolean running = true;
      while (running) {
        running = step(queue.take());
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if it happens, what waits must not wait for ever.
      Thread.currentThread().interrupt();
    } finally {
      stopped = true;
      refuseQueued();
    }
  }

  /** Works off what is queued now; false when told to stop. */
  boolean step(Task first) {
    List<Task.Append> group = new ArrayList<>();
    boolean running = true;
    long bytes = 0;
    Task task = first;
    while (task != null) {
      if (task instanceof Task.Append append) {
        group.add(append);
        bytes += Frame.size(append.payload);
      } else if (task instanceof Task.Trim trim) {
        safeOffset = Math.max(safeOffset, trim.safeOffset);
        trimNow(0);
      } else if (task instanceof Task.Erase erase) {
        eraseNow(erase);
      } else {
        running = false;
      }
      task = bytes < GROUP_BYTES ? queue.poll() : null;
    }
    if (!group.isEmpty()) {
      commit(group, bytes);
    }
    return running;
  }

  /** For tests that own the only thread. */
  void runQueued() {
    for (Task task = queue.poll(); task != null; task = queue.poll()) {
      stopped |= !step(task);
    }
  }

  private void commit(List<Task.Append> group, long bytes) {
    try {
      Segment segment = segmentFor(bytes);
      long[] ends = write(segment, group);
      segment.file.sync();
      syncs.incrementAndGet();
      guard.wrote(bytes);
      segment.end = ends[ends.length - 1];
      onDurable.run();
      for (int i = 0; i < ends.length; i++) {
        group.get(i).done.complete(new LogPosition(0, ends[i]));
      }
    } catch (IngestUnavailableException e) {
      refuse(group, e);
    } catch (IOException | RuntimeException e) {
      abandonActive(e);
      refuse(group, unavailable(Reason.IO_ERROR, "the ingest log cannot be written", e));
    }
  }

  private Segment segmentFor(long bytes) throws IOException {
    if (folder.bytes() + bytes > config.maxLogBytes()) {
      trimNow(bytes);
    }
    if (folder.bytes() + bytes > config.maxLogBytes()) {
      throw unavailable(
          Reason.LOG_FULL,
          "the ingest log holds %d bytes that are not stored yet, limit %d"
              .formatted(folder.bytes(), config.maxLogBytes()),
          null);
    }
    if (!guard.allows(bytes)) {
      throw unavailable(
          Reason.DISK_FULL,
          "less than %d bytes would stay free on the disk of %s"
              .formatted(config.reserveBytes(), config.folder()),
          null);
    }
    Segment segment = active;
    if (segment == null || segment.bytes() >= config.segmentBytes()) {
      if (segment != null) {
        folder.seal(segment);
      }
      segment = folder.create();
      active = segment;
    }
    return segment;
  }

  private long[] write(Segment segment, List<Task.Append> group) throws IOException {
    long[] ends = new long[group.size()];
    long offset = segment.end;
    long flushed = offset;
    buffer.clear();
    for (int i = 0; i < ends.length; i++) {
      byte[] payload = group.get(i).payload;
      if (buffer.remaining() < Frame.HEADER_BYTES) {
        flushed += flush(segment, flushed);
      }
      Frame.putHeader(buffer, segment.salt, offset, payload);
      int copied = 0;
      while (copied < payload.length) {
        if (!buffer.hasRemaining()) {
          flushed += flush(segment, flushed);
        }
        int count = Math.min(buffer.remaining(), payload.length - copied);
        buffer.put(payload, copied, count);
        copied += count;
      }
      offset += Frame.size(payload);
      ends[i] = offset;
    }
    flush(segment, flushed);
    return ends;
  }

  private int flush(Segment segment, long offset) throws IOException {
    buffer.flip();
    int count = buffer.remaining();
    segment.file.write(buffer, segment.placeOf(offset));
    buffer.clear();
    return count;
  }

  /**
   * After a failed write or sync nothing can be said about the pages behind the durable end, not
   * even after a later sync that succeeds: records go to a new file, readers stop at the old end.
   */
  private void abandonActive(Exception cause) {
    Segment segment = active;
    active = null;
    guard.forget();
    if (segment != null) {
      folder.seal(segment);
      LOG.error("{} is not written to any more", segment.path.getFileName(), cause);
    }
  }

  private void trimNow(long headroom) {
    try {
      folder.trim(safeOffset, headroom);
      guard.forget();
    } catch (IOException e) {
      LOG.error("old segments of the ingest log cannot be deleted", e);
    }
  }

  /** Ends the segment that is written to, so that it can be deleted with those before. */
  private void eraseNow(Task.Erase task) {
    try {
      Segment last = folder.last();
      if (last != null && last.end <= task.safeOffset) {
        if (last == active) {
          folder.seal(last);
        }
        active = folder.create();
      }
      safeOffset = Math.max(safeOffset, task.safeOffset);
      folder.trimAnyAge(safeOffset);
      guard.forget();
      task.done.complete(null);
    } catch (IOException | RuntimeException e) {
      task.done.completeExceptionally(
          unavailable(Reason.IO_ERROR, "segments of the ingest log cannot be deleted", e));
    }
  }

  private void refuse(List<Task.Append> group, IngestUnavailableException reason) {
    refused.addAndGet(group.size());
    for (Task.Append append : group) {
      append.done.completeExceptionally(reason);
    }
  }

  private void refuseQueued() {
    List<Task.Append> left = new ArrayList<>();
    for (Task task = queue.poll(); task != null; task = queue.poll()) {
      if (task instanceof Task.Append append) {
        left.add(append);
      } else if (task instanceof Task.Erase erase) {
        erase.done.completeExceptionally(
            unavailable(Reason.STOPPED, "the ingest log is closed", null));
      }
    }
    refuse(left, unavailable(Reason.STOPPED, "the ingest log is closed", null));
  }

  private static IngestUnavailableException unavailable(
      Reason reason, String message, @Nullable Throwable cause) {
    return new IngestUnavailableException(reason, message, RETRY_SECONDS, cause);
  }
}
