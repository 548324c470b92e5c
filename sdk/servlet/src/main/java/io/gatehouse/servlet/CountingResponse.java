// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.BodyTap;
import io.gatehouse.sdk.HttpServerResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the application writes, writes it through at once, and then copies it into a tap if
 * there is one. Streams and writers are the container's own below, so that bytes, line ends and
 * errors stay the same.
 */
final class CountingResponse extends HttpServletResponseWrapper {

  private final Tally tally;
  private final @Nullable BodyTap tap;
  private @Nullable Output output;
  private @Nullable Writer writer;

  /**
   * Wraps a response.
   *
   * @param tap takes a copy; null = no copy is wanted
   */
  CountingResponse(HttpServletResponse response, Tally tally, @Nullable BodyTap tap) {
    super(response);
    this.tally = tally;
    this.tap = tap;
  }

  /** What all wrappers of one exchange counted; read by another thread at the end. */
  abstract static class Tally extends HttpServerResponse {
    private static final AtomicLongFieldUpdater<Tally> BYTES =
        AtomicLongFieldUpdater.newUpdater(Tally.class, "bytes");

    private volatile long bytes;
    private volatile boolean broken;
    private volatile boolean errorPage;

    private void add(long written) {
      BYTES.addAndGet(this, written);
    }

    /** Bytes written; −1 = unknown, because the container writes the page of an error. */
    final long writtenBytes() {
      return errorPage ? -1 : bytes;
    }

    /** Whether the client went away. */
    final boolean isBroken() {
      return broken;
    }

    final void setBroken() {
      broken = true;
    }
  }

  private void restart() {
    tally.bytes = 0;
    if (tap != null) {
      tap.reset();
    }
  }

  /** Whether a response already counts into that tally. */
  static boolean counts(ServletResponse response, Tally tally) {
    ServletResponse one = response;
    while (one instanceof ServletResponseWrapper wrapper) {
      if (one instanceof CountingResponse counting && counting.tally == tally) {
        return true;
      }
      one = wrapper.getResponse();
    }
    return false;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream stream = super.getOutputStream();
    Output known = output;
    if (known == null || known.stream != stream) {
      known = new Output(stream);
      output = known;
    }
    return known;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (tally.errorPage && output == null && writer == null) {
      return new PrintWriter(new AfterError());
    }
    PrintWriter below = super.getWriter();
    Writer known = writer;
    if (known == null || known.below != below) {
      known = new Writer(below, charset());
      writer = known;
    }
    return known;
  }

  private Charset charset() {
    String name = getCharacterEncoding();
    return name == null ? ISO_8859_1 : Charset.forName(name);
  }

  @Override
  public void reset() {
    super.reset();
    restart();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    restart();
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(status);
    startErrorPage();
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    super.sendError(status, message);
    startErrorPage();
  }

  /** What was written before is gone, and the container writes the page past this wrapper. */
  private void startErrorPage() {
    tally.errorPage = true;
    restart();
  }

  /**
   * The tap when the body is copied; asked before a write, when the header is the application's.
   */
  private @Nullable BodyTap tap() {
    return tap != null && tap.begin(getContentType(), getHeader("Content-Encoding")) ? tap : null;
  }

  private long encodedLength(CharSequence text, int from, int length, Charset charset) {
    if (charset.equals(ISO_8859_1) || charset.equals(US_ASCII)) {
      return length;
    }
    if (!charset.equals(UTF_8)) {
      return text.subSequence(from, from + length).toString().getBytes(charset).length;
    }
    long bytes = 0;
    for (int i = from; i < from + length; i++) {
      char c = text.charAt(i);
      // A surrogate is half of a pair of four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  private final class Output extends ServletOutputStream {

    private final ServletOutputStream stream;
    private volatile boolean closed;

    private Output(ServletOutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int one) throws IOException {
      BodyTap tap = tap();
      try {
        stream.write(one);
      } catch (IOException e) {
        throw broken(e);
      }
      tally.add(1);
      if (tap != null) {
        tap.append(one);
      }
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      BodyTap tap = tap();
      try {
        stream.write(source, from, length);
      } catch (IOException e) {
        throw broken(e);
      }
      tally.add(length);
      if (tap != null) {
        tap.append(source, from, length);
      }
    }

    @Override
    public void print(String text) throws IOException {
      BodyTap tap = tap();
      stream.print(text);
      count(String.valueOf(text), tap);
    }

    /** The specification wants CRLF. */
    @Override
    public void println() throws IOException {
      BodyTap tap = tap();
      stream.println();
      count("\r\n", tap);
    }

    @Override
    public void println(String text) throws IOException {
      BodyTap tap = tap();
      stream.println(text);
      count(text + "\r\n", tap);
    }

    private void count(String text, @Nullable BodyTap tap) {
      tally.add(encodedLength(text, 0, text.length(), charset()));
      if (tap != null) {
        tap.append(text, 0, text.length());
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        stream.flush();
      } catch (IOException e) {
        throw broken(e);
      }
    }

    @Override
    public void close() throws IOException {
      closed = true;
      stream.close();
    }

    /** Writing after the application's own close is its mistake, not the client's. */
    private IOException broken(IOException e) {
      tally.broken |= !closed;
      return e;
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      stream.setWriteListener(listener);
    }
  }

  /**
   * After an error was sent. Containers get the writer of a response that is none of their own in
   * order to close it after a forward, which settles the charset of the page they have yet to
   * write; so theirs is asked for only when something is written.
   */
  private final class AfterError extends java.io.Writer {

    @Override
    public void write(char[] source, int from, int length) throws IOException {
      CountingResponse.super.getWriter().write(source, from, length);
    }

    @Override
    public void flush() {
      // There is nothing that the container would take.
    }

    @Override
    public void close() {
      // The page is still to come.
    }
  }

  /** Errors stay in the writer below, as with every {@link PrintWriter}. */
  private final class Writer extends PrintWriter {

    private final PrintWriter below;
    private final Charset charset;

    private Writer(PrintWriter below, Charset charset) {
      super(below);
      this.below = below;
      this.charset = charset;
    }

    @Override
    public void write(int one) {
      write(String.valueOf((char) one), 0, 1);
    }

    @Override
    public void write(char[] source, int from, int length) {
      BodyTap tap = tap();
      below.write(source, from, length);
      count(CharBuffer.wrap(source, from, length), 0, length, tap);
    }

    @Override
    public void write(String text, int from, int length) {
      BodyTap tap = tap();
      below.write(text, from, length);
      count(text, from, length, tap);
    }

    private void count(CharSequence text, int from, int length, @Nullable BodyTap tap) {
      tally.add(encodedLength(text, from, length, charset));
      if (tap != null) {
        tap.append(text, from, length);
      }
    }

    @Override
    public void write(char[] source) {
      write(source, 0, source.length);
    }

    @Override
    public void write(String text) {
      write(text, 0, text.length());
    }

    @Override
    public void println() {
      BodyTap tap = tap();
      below.println();
      String end = System.lineSeparator();
      count(end, 0, end.length(), tap);
    }

    @Override
    public void println(String text) {
      print(text);
      println();
    }

    @Override
    public void println(Object object) {
      println(String.valueOf(object));
    }

    @Override
    public void println(char[] source) {
      write(source);
      println();
    }

    @Override
    public void println(boolean value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(char value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(int value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(long value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(float value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(double value) {
      println(String.valueOf(value));
    }

    @Override
    public void flush() {
      below.flush();
    }

    @Override
    public boolean checkError() {
      return below.checkError();
    }

    @Override
    public void close() {
      below.close();
    }
  }
}
