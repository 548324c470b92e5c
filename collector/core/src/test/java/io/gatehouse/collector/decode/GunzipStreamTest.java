// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GunzipStreamTest {

  private static byte[] gzip(byte[]... members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] member : members) {
      try (OutputStream zip = new GZIPOutputStream(out)) {
        zip.write(member);
      }
    }
    return out.toByteArray();
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] inflate(byte[] zipped, long max) throws IOException {
    try (GunzipStream in = new GunzipStream(zipped, max)) {
      return in.readAllBytes();
    }
  }

  @Test
  void read_oneAndSeveralMembers_givesTheirContent() throws Exception {
    byte[] first = noise(100_000);
    byte[] second = noise(7);
    assertThat(inflate(gzip(first), 1 << 20)).isEqualTo(first);
    assertThat(inflate(gzip(first, second), 1 << 20))
        .startsWith(first)
        .endsWith(second)
        .hasSize(100_007);
    assertThat(inflate(gzip(new byte[0]), 10)).isEmpty();
  }

  @Test
  void read_cutOrChanged_fails() throws Exception {
    byte[] zipped = gzip(noise(5_000));
    for (int length = 0; length < zipped.length; length += 37) {
      byte[] cut = Arrays.copyOf(zipped, length);
      assertThatThrownBy(() -> inflate(cut, 1 << 20)).isInstanceOf(ZipException.class);
    }
    byte[] changed = zipped.clone();
    changed[2_000] ^= 1;
    assertThatThrownBy(() -> inflate(changed, 1 << 20)).isInstanceOf(ZipException.class);
  }

  @Test
  void read_beyondTheLimit_isRefused() throws Exception {
    byte[] zipped = gzip(noise(5_000));
    assertThatThrownBy(() -> inflate(zipped, 4_999)).isInstanceOf(TooLargeException.class);
  }

  /** Promise M2: 10 MB that would become 10 GB. */
  @Test
  void read_bomb_isRefusedAtOnceWithinAMegabyte() throws Exception {
    byte[] bomb = bomb(10_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThatThrownBy(() -> drain(bomb)).isInstanceOf(TooLargeException.class);
    long self = Thread.currentThread().getId();
    long bytes = threads.getThreadAllocatedBytes(self);
    long cpu = threads.getThreadCpuTime(self);
    assertThatThrownBy(() -> drain(bomb)).isInstanceOf(TooLargeException.class);
    bytes = threads.getThreadAllocatedBytes(self) - bytes;
    cpu = threads.getThreadCpuTime(self) - cpu;
    System.out.printf("figure M2: %d bytes allocated, %.1f ms CPU%n", bytes, cpu / 1e6);
    assertThat(bytes).isLessThan(1 << 20);
    assertThat(cpu).isLessThan(150_000_000L);
  }

  private static void drain(byte[] bomb) throws IOException {
    byte[] buffer = new byte[8192];
    try (GunzipStream in = new GunzipStream(bomb, 256 << 20)) {
      while (in.read(buffer) >= 0) {
        assertThat(buffer[0]).isZero();
      }
    }
  }

  private static byte[] bomb(int megabytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (OutputStream zip = new GZIPOutputStream(out, 1 << 16)) {
      // A tenth is enough to show it, and the rest only takes time to make.
      for (int i = 0; i < megabytes / 10; i++) {
        zip.write(zeros);
      }
    }
    return out.toByteArray();
  }
}
