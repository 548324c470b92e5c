// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the application writes, and writes it through at once. Streams and writers are the
 * container's own below, so that bytes, line ends and errors stay the same.
 */
final class CountingResponse extends HttpServletResponseWrapper {

  private final Tally tally;
  private @Nullable Output output;
  private @Nullable Writer writer;

  CountingResponse(HttpServletResponse response, Tally tally) {
    super(response);
    this.tally = tally;
  }

  /** What all wrappers of one exchange counted; read by another thread at the end. */
  static final class Tally {
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean broken;
    private volatile boolean errorPage;

    /** Bytes written; −1 = unknown, because the container writes the page of an error. */
    long bytes() {
      return errorPage ? -1 : bytes.get();
    }

    /** Whether writing failed, which means that the client went away. */
    boolean isBroken() {
      return broken;
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
    tally.bytes.set(0);
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    tally.bytes.set(0);
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(status);
    tally.errorPage = true;
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    super.sendError(status, message);
    tally.errorPage = true;
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
      try {
        stream.write(one);
      } catch (IOException e) {
        throw broken(e);
      }
      tally.bytes.incrementAndGet();
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      try {
        stream.write(source, from, length);
      } catch (IOException e) {
        throw broken(e);
      }
      tally.bytes.addAndGet(length);
    }

    @Override
    public void print(String text) throws IOException {
      String shown = String.valueOf(text);
      stream.print(text);
      tally.bytes.addAndGet(encodedLength(shown, 0, shown.length(), charset()));
    }

    /** The specification wants CRLF. */
    @Override
    public void println() throws IOException {
      stream.println();
      tally.bytes.addAndGet(2);
    }

    @Override
    public void println(String text) throws IOException {
      String shown = String.valueOf(text);
      stream.println(text);
      tally.bytes.addAndGet(2 + encodedLength(shown, 0, shown.length(), charset()));
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
      below.write(one);
      tally.bytes.addAndGet(encodedLength(String.valueOf((char) one), 0, 1, charset));
    }

    @Override
    public void write(char[] source, int from, int length) {
      below.write(source, from, length);
      tally.bytes.addAndGet(
          encodedLength(CharBuffer.wrap(source, from, length), 0, length, charset));
    }

    @Override
    public void write(String text, int from, int length) {
      below.write(text, from, length);
      tally.bytes.addAndGet(encodedLength(text, from, length, charset));
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
      below.println();
      tally.bytes.addAndGet(System.lineSeparator().length());
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
