// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts a body while it passes and shows it to the exchange's {@link BodyTap} if there is one; for
 * adapters. Bytes pass first and are counted then. Thread-safe; throws nothing of its own.
 *
 * <pre>{@code
 * BodyCounter body = BodyCounter.ofResponse(exchange, response);
 * OutputStream counted = body.counting(stream);
 * }</pre>
 */
@Experimental
public final class BodyCounter {

  private static final int MAX_CAUSES = 5;

  private final AtomicLong bytes = new AtomicLong();
  private final Supplier<@Nullable BodyTap> opener;
  private volatile @Nullable BodyTap tap;
  private volatile boolean touched;
  private volatile boolean broken;

  private BodyCounter(Supplier<@Nullable BodyTap> opener) {
    this.opener = opener;
  }

  /** Counts what the application reads. */
  public static BodyCounter ofRequest(Exchange exchange) {
    requireNonNull(exchange, "exchange");
    return new BodyCounter(exchange::requestBody);
  }

  /**
   * Counts what the application writes; the response is asked for its headers at the first byte.
   */
  public static BodyCounter ofResponse(Exchange exchange, HttpServerResponse response) {
    requireNonNull(exchange, "exchange");
    return new BodyCounter(
        () -> {
          BodyTap opened = exchange.responseBody();
          return opened != null
                  && opened.begin(
                      response.header("Content-Type"), response.header("Content-Encoding"))
              ? opened
              : null;
        });
  }

  /** Bytes that passed. */
  public long bytes() {
    return bytes.get();
  }

  /**
   * Size of a request body: the bytes that were read or, when nobody read, what was announced.
   *
   * @return −1 = unknown
   */
  public long bytesOrAnnounced(HttpServerRequest request) {
    if (touched) {
      return bytes.get();
    }
    long announced = request.contentLength();
    return announced < 0 && request.header("Transfer-Encoding") == null ? 0 : announced;
  }

  /** Whether reading or writing failed, which means that the client went away. */
  public boolean isBroken() {
    return broken;
  }

  /** Bytes passed. */
  public void passed(byte[] source, int from, int length) {
    BodyTap open = opened();
    if (open != null) {
      open.append(source, from, length);
    }
    bytes.addAndGet(length);
  }

  /** The same stream, counted. */
  public InputStream counting(InputStream stream) {
    return new Input(stream);
  }

  /** The same stream, counted; flushes and closes at once. */
  public OutputStream counting(OutputStream stream) {
    return new Output(stream, () -> {});
  }

  /**
   * The same stream, counted.
   *
   * @param onClose runs once, after the stream was closed for the first time
   */
  public OutputStream counting(OutputStream stream, Runnable onClose) {
    return new Output(stream, requireNonNull(onClose, "onClose"));
  }

  private @Nullable BodyTap opened() {
    if (!touched) {
      touched = true;
      try {
        tap = opener.get();
      } catch (RuntimeException e) {
        // The body is counted and passes; only its copy is missing.
        tap = null;
      }
    }
    return tap;
  }

  private final class Input extends FilterInputStream {

    private long position;
    private long marked;
    private long furthest;

    private Input(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      try {
        int one = in.read();
        if (one >= 0) {
          came(new byte[] {(byte) one}, 0, 1);
        } else {
          touched = true;
        }
        return one;
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      try {
        int count = in.read(target, from, length);
        if (count > 0) {
          came(target, from, count);
        } else if (count < 0) {
          touched = true;
        }
        return count;
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(count);
      position += skipped;
      if (position > furthest) {
        touched = true;
        bytes.addAndGet(position - furthest);
        furthest = position;
      }
      return skipped;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the stream below has its own guard
    public void mark(int limit) {
      in.mark(limit);
      marked = position;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void reset() throws IOException {
      in.reset();
      position = marked;
    }

    /** Bytes that are read again after a reset have been counted. */
    private void came(byte[] target, int from, int count) {
      position += count;
      int fresh = (int) Math.min(count, position - furthest);
      if (fresh > 0) {
        furthest = position;
        passed(target, from + count - fresh, fresh);
      }
    }
  }

  private final class Output extends FilterOutputStream {

    private final Runnable onClose;
    private boolean closed;

    private Output(OutputStream stream, Runnable onClose) {
      super(stream);
      this.onClose = onClose;
    }

    @Override
    public void write(int one) throws IOException {
      try {
        out.write(one);
      } catch (IOException | RuntimeException e) {
        failed(e);
        throw e;
      }
      passed(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      try {
        out.write(source, from, length);
      } catch (IOException | RuntimeException e) {
        failed(e);
        throw e;
      }
      passed(source, from, length);
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException | RuntimeException e) {
        failed(e);
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      boolean first = !closed;
      try {
        out.close();
      } catch (IOException | RuntimeException e) {
        failed(e);
        throw e;
      } finally {
        closed = true;
        if (first) {
          onClose.run();
        }
      }
    }

    /** Writing after the application's own close is its mistake, not the client's. */
    private void failed(Exception error) {
      broken |= !closed && isInput(error);
    }
  }

  /** Some servers wrap failures of the connection. */
  private static boolean isInput(Throwable error) {
    Throwable one = error;
    for (int depth = 0; one != null && depth < MAX_CAUSES; depth++) {
      if (one instanceof IOException) {
        return true;
      }
      one = one.getCause();
    }
    return false;
  }
}
