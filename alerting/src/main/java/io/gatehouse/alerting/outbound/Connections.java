// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import io.gatehouse.alerting.outbound.OutboundException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens guarded connections and measures their parts. What takes longer than it may is closed by a
 * thread of its own, whatever the other side drips. Thread-safe.
 */
public final class Connections implements AutoCloseable {

  private static final int CONNECT_MILLIS = 3_000;
  private static final int MAX_ADDRESSES = 3;

  private final OutboundGuard guard;
  private final SSLSocketFactory tls;
  private final LongSupplier nanoTime;
  private final ScheduledThreadPoolExecutor closer;

  /**
   * @param tls whose authorities are believed
   * @param nanoTime monotonic
   */
  public Connections(OutboundGuard guard, SSLSocketFactory tls, LongSupplier nanoTime) {
    this.guard = guard;
    this.tls = tls;
    this.nanoTime = nanoTime;
    this.closer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "gatehouse-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    closer.setRemoveOnCancelPolicy(true);
  }

  /** Connections of this machine that believe the authorities the Java runtime believes. */
  public static Connections system(OutboundGuard guard) {
    return new Connections(
        guard, (SSLSocketFactory) SSLSocketFactory.getDefault(), System::nanoTime);
  }

  /** Closes what is open when it is over or when its time is up. */
  final class Open implements AutoCloseable {
    private final long deadlineNanos;
    private final Future<?> closing;
    private volatile @Nullable Socket socket;
    private volatile boolean expired;
    long dnsMicros = -1;
    long connectMicros = -1;
    long tlsMicros = -1;
    @Nullable Instant certificateUntil;

    Open(Duration timeout) {
      deadlineNanos = nanoTime.getAsLong() + timeout.toNanos();
      closing = closer.schedule(this::expire, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void expire() {
      expired = true;
      closeSocket();
    }

    private void closeSocket() {
      Socket open = socket;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          // It is gone either way; whoever reads from it is told.
          return;
        }
      }
    }

    int leftMillis() throws SocketTimeoutException {
      long left = (deadlineNanos - nanoTime.getAsLong()) / 1_000_000;
      if (expired || left <= 0) {
        throw new SocketTimeoutException("time is up");
      }
      return (int) Math.min(left, Integer.MAX_VALUE);
    }

    boolean isExpired() {
      return expired || deadlineNanos - nanoTime.getAsLong() <= 0;
    }

    /** Another connection in the same time. */
    Socket connect(String host, int port, boolean secure) throws IOException {
      closeSocket();
      long before = nanoTime.getAsLong();
      List<InetAddress> addresses = guard.resolve(host, port);
      long resolved = nanoTime.getAsLong();
      Socket plain = connect(host, port, addresses);
      socket = plain;
      long connected = nanoTime.getAsLong();
      dnsMicros = Math.max(0, dnsMicros) + (resolved - before) / 1_000;
      connectMicros = Math.max(0, connectMicros) + (connected - resolved) / 1_000;
      if (expired) {
        closeSocket();
        throw new SocketTimeoutException("time is up");
      }
      if (!secure) {
        return plain;
      }
      Socket encrypted = handshake(plain, host, port);
      tlsMicros = Math.max(0, tlsMicros) + (nanoTime.getAsLong() - connected) / 1_000;
      return encrypted;
    }

    private Socket connect(String host, int port, List<InetAddress> addresses) throws IOException {
      IOException last = null;
      for (InetAddress address : addresses.subList(0, Math.min(MAX_ADDRESSES, addresses.size()))) {
        try {
          Socket made =
              guard.network().connect(address, port, Math.min(CONNECT_MILLIS, leftMillis()));
          guard.check(host, made.getInetAddress(), port);
          return made;
        } catch (OutboundException e) {
          throw e;
        } catch (IOException e) {
          last = e;
        }
      }
      boolean slow = last instanceof SocketTimeoutException;
      throw new OutboundException(
          slow ? Kind.TIMEOUT : Kind.CONNECT,
          slow
              ? "No connection to " + host + " port " + port + " came about in time."
              : host + " port " + port + " does not take connections.",
          last);
    }

    private Socket handshake(Socket plain, String host, int port) throws IOException {
      try {
        SSLSocket encrypted = (SSLSocket) tls.createSocket(plain, host, port, true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (OutboundUrl.literal(host) == null) {
          parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        if (encrypted.getSession().getPeerCertificates()[0] instanceof X509Certificate own) {
          certificateUntil = own.getNotAfter().toInstant();
        }
        return encrypted;
      } catch (SSLException e) {
        throw expired
            ? e
            : new OutboundException(Kind.TLS, "TLS with " + host + " failed: " + reason(e), e);
      }
    }

    private String reason(SSLException failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof CertificateException && cause.getMessage() != null) {
          return Texts.oneLine(cause.getMessage(), 200);
        }
      }
      return Texts.oneLine(String.valueOf(failure.getMessage()), 200);
    }

    /** What an I/O error means, seen from outside. */
    OutboundException explain(String host, IOException failure) {
      if (failure instanceof OutboundException told) {
        return told;
      }
      if (isExpired() || failure instanceof SocketTimeoutException) {
        return new OutboundException(Kind.TIMEOUT, host + " did not answer in time.", failure);
      }
      return new OutboundException(
          Kind.CONNECT,
          "The connection to " + host + " broke before the answer was whole.",
          failure);
    }

    @Override
    public void close() {
      closing.cancel(false);
      closeSocket();
    }
  }

  Open open(Duration timeout) {
    return new Open(timeout);
  }

  /**
   * What connecting showed.
   *
   * @param certificateUntil null without TLS
   */
  public record Connected(Phases phases, @Nullable Instant certificateUntil) {}

  /** Connects and closes again. */
  public Connected tryOut(String host, int port, boolean secure, Duration timeout)
      throws OutboundException {
    long start = nanoTime.getAsLong();
    try (Open open = open(timeout)) {
      try {
        open.connect(host, port, secure);
      } catch (IOException e) {
        throw open.explain(host, e);
      }
      long total = (nanoTime.getAsLong() - start) / 1_000;
      return new Connected(
          new Phases(open.dnsMicros, open.connectMicros, open.tlsMicros, -1, total),
          open.certificateUntil);
    }
  }

  long nanos() {
    return nanoTime.getAsLong();
  }

  @Override
  public void close() {
    closer.shutdownNow();
  }
}
