// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates gzip members that lie in memory, checking length and checksum. Refuses with {@link
 * TooLargeException} when the output exceeds its limit or is implausibly larger than the input, as
 * soon as that shows. Used by one thread; close it.
 */
public final class GunzipStream extends InputStream {

  /** Output per input byte beyond which nothing honest lies; text seldom reaches 50. */
  static final int MAX_RATIO = 200;

  /** The ratio of small outputs says nothing. */
  static final int RATIO_FREE_BYTES = 1 << 20;

  private static final InflaterPool POOL = new InflaterPool();
  private static final int TRAILER_BYTES = 8;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final byte[] input;
  private final long maxBytes;
  private final Inflater inflater = POOL.take();
  private final CRC32 crc = new CRC32();
  private final byte[] single = new byte[1];
  private int at;
  private long memberBytes;
  private long totalBytes;
  private boolean ended;
  private boolean closed;

  /** Whether the bytes begin like gzip. */
  public static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
  }

  public GunzipStream(byte[] input, long maxBytes) throws IOException {
    this.input = input;
    this.maxBytes = maxBytes;
    try {
      startMember();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        memberBytes += count;
        totalBytes += count;
        checkSize();
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else {
        throw new ZipException("gzip data ends early");
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw new ZipException("no gzip data: " + e.getMessage());
    }
  }

  private void checkSize() throws TooLargeException {
    if (totalBytes > maxBytes) {
      throw new TooLargeException("inflates to more than %d bytes".formatted(maxBytes));
    }
    long consumed = at + inflater.getBytesRead();
    if (totalBytes > RATIO_FREE_BYTES && totalBytes / MAX_RATIO > consumed) {
      throw new TooLargeException("inflates to more than %d times its size".formatted(MAX_RATIO));
    }
  }

  private void startMember() throws IOException {
    int flags = header();
    at += 10;
    if ((flags & FLAG_EXTRA) != 0) {
      require(2);
      at += 2 + (input[at] & 0xFF) + ((input[at + 1] & 0xFF) << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    at += (flags & FLAG_CRC) == 0 ? 0 : 2;
    require(0);
    inflater.reset();
    inflater.setInput(input, at, input.length - at);
    crc.reset();
    memberBytes = 0;
  }

  private int header() throws ZipException {
    require(10);
    if ((input[at] & 0xFF) != 0x1F || (input[at + 1] & 0xFF) != 0x8B || input[at + 2] != 8) {
      throw new ZipException("no gzip header");
    }
    return input[at + 3];
  }

  private void skipText() throws ZipException {
    while (true) {
      require(1);
      if (input[at++] == 0) {
        return;
      }
    }
  }

  private void endMember() throws IOException {
    at += (int) inflater.getBytesRead();
    require(TRAILER_BYTES);
    if (number(at) != (int) crc.getValue() || number(at + 4) != (int) memberBytes) {
      throw new ZipException("gzip checksum is wrong");
    }
    at += TRAILER_BYTES;
    if (input.length - at >= 3 && (input[at] & 0xFF) == 0x1F && (input[at + 1] & 0xFF) == 0x8B) {
      startMember();
    } else {
      ended = true;
    }
  }

  private int number(int from) {
    return (input[from] & 0xFF)
        | (input[from + 1] & 0xFF) << 8
        | (input[from + 2] & 0xFF) << 16
        | (input[from + 3] & 0xFF) << 24;
  }

  private void require(int bytes) throws ZipException {
    if (at < 0 || input.length - at < bytes) {
      throw new ZipException("gzip data ends early");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ended = true;
      POOL.giveBack(inflater);
    }
  }
}
