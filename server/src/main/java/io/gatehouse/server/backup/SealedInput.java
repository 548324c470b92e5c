// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.GeneralSecurityException;

/**
 * Decrypts a sealed file. Gives no byte of a chunk before the whole chunk was proven; the end of
 * the stream is proven too. Keeps two chunks in memory, whatever the length.
 */
final class SealedInput extends InputStream {

  private final String file;
  private final PushbackInputStream source;
  private final Seal seal;
  private final byte[] sealed;
  private final byte[] plain;
  private int place;
  private int filled;
  private long number;
  private boolean ended;

  /**
   * @param file what messages call it
   * @throws BackupException when it is no sealed file, or the passphrase is another one
   */
  SealedInput(String file, InputStream source, char[] passphrase) throws IOException {
    this(file, source, passphrase, Seal.ITERATIONS);
  }

  SealedInput(String file, InputStream source, char[] passphrase, int minIterations)
      throws IOException {
    this.file = file;
    this.source = new PushbackInputStream(source, 1);
    byte[] header = this.source.readNBytes(Seal.HEADER_BYTES);
    if (header.length < Seal.HEADER_BYTES) {
      throw new BackupException(
          file + " is no backup of Gatehouse: it has " + header.length + " bytes only.");
    }
    this.seal = Seal.open(file, passphrase, header, minIterations);
    this.sealed = new byte[seal.chunkBytes() + Seal.TAG_BYTES];
    this.plain = new byte[seal.chunkBytes()];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (place == filled) {
      if (ended) {
        return -1;
      }
      readChunk();
    }
    int part = Math.min(count, filled - place);
    System.arraycopy(plain, place, target, from, part);
    place += part;
    return part;
  }

  private void readChunk() throws IOException {
    int count = source.readNBytes(sealed, 0, sealed.length);
    int next = source.read();
    if (next >= 0) {
      source.unread(next);
    }
    boolean last = next < 0;
    if (count < Seal.TAG_BYTES) {
      throw new BackupException(file + " was cut off: it ends after byte " + (at() + count) + ".");
    }
    try {
      filled = seal.open(sealed, count, number, last, plain);
    } catch (GeneralSecurityException e) {
      throw new BackupException(
          file
              + " is damaged or was changed"
              + (last ? ", or its end is missing" : "")
              + ": bytes "
              + at()
              + " to "
              + (at() + count)
              + " are not what was written there.",
          e);
    }
    place = 0;
    number++;
    ended = last;
  }

  /** Where in the file the chunk begins. */
  private long at() {
    return Seal.HEADER_BYTES + number * sealed.length;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
