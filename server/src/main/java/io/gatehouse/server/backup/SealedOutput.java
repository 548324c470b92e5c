// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Encrypts what is written, see {@link Seal}. {@link #finish} makes the file whole; one that was
 * only closed does not open. Keeps two chunks in memory, whatever the length.
 */
final class SealedOutput extends OutputStream {

  private final OutputStream target;
  private final Seal seal;
  private final byte[] plain;
  private final byte[] sealed;
  private int filled;
  private long number;

  SealedOutput(OutputStream target, Seal seal) throws IOException {
    this.target = target;
    this.seal = seal;
    this.plain = new byte[seal.chunkBytes()];
    this.sealed = new byte[seal.chunkBytes() + Seal.TAG_BYTES];
    target.write(seal.header());
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (filled == plain.length) {
        writeChunk(false);
      }
      int part = Math.min(count - done, plain.length - filled);
      System.arraycopy(bytes, from + done, plain, filled, part);
      filled += part;
      done += part;
    }
  }

  /** Writes the last chunk. */
  void finish() throws IOException {
    writeChunk(true);
    target.flush();
  }

  private void writeChunk(boolean last) throws IOException {
    target.write(sealed, 0, seal.seal(plain, filled, number, last, sealed));
    number++;
    filled = 0;
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
