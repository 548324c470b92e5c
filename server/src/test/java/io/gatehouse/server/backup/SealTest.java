// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B2: whatever is done to a sealed file is seen. Few iterations and small chunks, for speed. */
class SealTest {

  private static final int ITERATIONS = 1;
  private static final int CHUNK = 64;
  private static final int SEALED_CHUNK = CHUNK + Seal.TAG_BYTES;
  private static final char[] PASSPHRASE = "nine violet trams".toCharArray();

  private static byte[] sealed(byte[] plain, int chunkBytes) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] salt = new byte[Seal.SALT_BYTES];
    new Random(5).nextBytes(salt);
    SealedOutput out =
        new SealedOutput(file, Seal.create(PASSPHRASE, salt, ITERATIONS, chunkBytes));
    out.write(plain);
    out.finish();
    out.close();
    return file.toByteArray();
  }

  private static byte[] opened(byte[] file, char[] passphrase) throws IOException {
    try (SealedInput in =
        new SealedInput("b.ghb", new ByteArrayInputStream(file), passphrase, ITERATIONS)) {
      return in.readAllBytes();
    }
  }

  private static byte[] plain(int length) {
    byte[] plain = new byte[length];
    new Random(length).nextBytes(plain);
    return plain;
  }

  private static void assertRefused(byte[] file, String what) {
    assertThatThrownBy(() -> opened(file, PASSPHRASE))
        .as(what)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("b.ghb");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1000})
  void roundTrip_ofAnyLength_givesTheSameBytes(int length) throws IOException {
    assertThat(opened(sealed(plain(length), CHUNK), PASSPHRASE)).isEqualTo(plain(length));
  }

  @Test
  void sealed_holdsNothingReadable() throws IOException {
    byte[] file = sealed("acme@example.com".repeat(50).getBytes(UTF_8), CHUNK);
    assertThat(new String(file, UTF_8)).doesNotContain("acme");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 150, 3 * CHUNK})
  void b2_anyBitFlipped_isRefused(int length) throws IOException {
    byte[] file = sealed(plain(length), CHUNK);
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(flipped, "bit " + bit);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 150, 3 * CHUNK})
  void b2_cutAtAnyLength_isRefused(int length) throws IOException {
    byte[] file = sealed(plain(length), CHUNK);
    for (int end = 0; end < file.length; end++) {
      assertRefused(Arrays.copyOf(file, end), "cut to " + end);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 150, 3 * CHUNK})
  void b2_bytesAppended_areRefused(int length) throws IOException {
    byte[] file = sealed(plain(length), CHUNK);
    for (int more : new int[] {1, Seal.TAG_BYTES, SEALED_CHUNK - 1, SEALED_CHUNK, 1000}) {
      assertRefused(Arrays.copyOf(file, file.length + more), more + " zeros");
      byte[] repeated = Arrays.copyOf(file, file.length + more);
      for (int i = 0; i < more; i++) {
        repeated[file.length + i] = file[Seal.HEADER_BYTES + i % (file.length - Seal.HEADER_BYTES)];
      }
      assertRefused(repeated, more + " bytes of itself");
    }
  }

  @Test
  void b2_chunksSwappedRepeatedOrLeftOut_areRefused() throws IOException {
    byte[] file = sealed(plain(4 * CHUNK), CHUNK);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        if (i != j) {
          byte[] repeated = file.clone();
          System.arraycopy(file, at(i), repeated, at(j), SEALED_CHUNK);
          assertRefused(repeated, i + " in place of " + j);
          byte[] swapped = repeated.clone();
          System.arraycopy(file, at(j), swapped, at(i), SEALED_CHUNK);
          assertRefused(swapped, i + " and " + j + " swapped");
        }
      }
      byte[] shorter = Arrays.copyOf(file, file.length - SEALED_CHUNK);
      System.arraycopy(file, at(i + 1), shorter, at(i), file.length - at(i + 1));
      assertRefused(shorter, i + " left out");
    }
  }

  @Test
  void b2_chunkOfAnotherFile_isRefused() throws IOException {
    byte[] file = sealed(plain(2 * CHUNK), CHUNK);
    byte[] other = sealed(plain(2 * CHUNK), CHUNK + 1);
    System.arraycopy(other, at(0), file, at(0), SEALED_CHUNK);
    assertRefused(file, "foreign chunk");
  }

  private static int at(int chunk) {
    return Seal.HEADER_BYTES + chunk * SEALED_CHUNK;
  }

  @Test
  void wrongPassphrase_isTold() throws IOException {
    byte[] file = sealed(plain(10), CHUNK);
    assertThatThrownBy(() -> opened(file, "nine violet tram".toCharArray()))
        .isInstanceOf(BackupException.class)
        .hasMessage("The passphrase does not open b.ghb, or the header of that file is damaged.");
  }

  @Test
  void passphrase_composedOtherwise_isTheSame() throws IOException {
    byte[] salt = new byte[Seal.SALT_BYTES];
    Seal one = Seal.create("caf\u00e9 au lait".toCharArray(), salt, ITERATIONS, CHUNK);
    Seal two = Seal.create("cafe\u0301 au lait".toCharArray(), salt, ITERATIONS, CHUNK);
    assertThat(one.header()).isEqualTo(two.header());
  }

  @Test
  void fewerIterations_thanWeUse_areRefused() throws IOException {
    byte[] file = sealed(plain(10), CHUNK);
    assertThatThrownBy(() -> new SealedInput("b.ghb", new ByteArrayInputStream(file), PASSPHRASE))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("b.ghb has a header that this program does not know");
  }

  @Test
  void otherFile_isNamedAsSuch() {
    assertThatThrownBy(() -> opened("PK\u0003\u0004".repeat(100).getBytes(UTF_8), PASSPHRASE))
        .hasMessageContaining("b.ghb is no backup of Gatehouse");
  }

  @Test
  void damage_isToldWithItsPlace() throws IOException {
    byte[] file = sealed(plain(4 * CHUNK), CHUNK);
    file[at(2) + 5] ^= 1;
    assertThatThrownBy(() -> opened(file, PASSPHRASE))
        .hasMessageContaining("bytes " + at(2) + " to " + at(3));
  }

  /** Half a gigabyte through a pipe of nothing but itself: what is kept does not grow. */
  @Test
  void memory_doesNotGrowWithTheFile() throws IOException {
    Seal seal = Seal.create(PASSPHRASE, new byte[Seal.SALT_BYTES], ITERATIONS, Seal.CHUNK_BYTES);
    long[] written = new long[1];
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int octet) {
            written[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            written[0] += count;
          }
        };
    byte[] block = new byte[1 << 16];
    long before = allocated();
    long small = pump(new SealedOutput(counting, seal), block, 64);
    long forSmall = allocated() - before;
    before = allocated();
    long large = pump(new SealedOutput(counting, seal), block, 8_192);
    long forLarge = allocated() - before;
    assertThat(large).isEqualTo(128 * small);
    assertThat(written[0]).isGreaterThan(large);
    // The cipher makes short-lived objects for each chunk, far fewer bytes than it encrypts.
    assertThat(forLarge - forSmall).isLessThan(large / 2);
  }

  private static long pump(OutputStream out, byte[] block, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      out.write(block);
    }
    return (long) times * block.length;
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void read_afterTheEnd_staysAtTheEnd() throws IOException {
    try (InputStream in =
        new SealedInput(
            "b.ghb", new ByteArrayInputStream(sealed(plain(0), CHUNK)), PASSPHRASE, ITERATIONS)) {
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[4])).isEqualTo(-1);
    }
  }
}
