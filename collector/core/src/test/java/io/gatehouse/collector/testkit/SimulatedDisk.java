// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.testkit;

import io.gatehouse.collector.log.Disk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk in memory that is as unkind as disks are: a power failure loses or tears what was not
 * synced, sector by sector, forgets names whose folder was not synced, and pages whose sync failed
 * count as clean afterwards. Single-threaded.
 */
public final class SimulatedDisk implements Disk {

  private static final int SECTOR = 512;

  private final Map<Path, SimulatedFile> names = new TreeMap<>();
  private final Map<Path, SimulatedFile> durableNames = new TreeMap<>();
  private long usableBytes = Long.MAX_VALUE / 2;
  private Faults faults = operation -> {};

  /** Decides which operation fails. */
  @FunctionalInterface
  public interface Faults {
    void before(String operation) throws IOException;
  }

  public void setFaults(Faults value) {
    faults = value;
  }

  public void setUsableBytes(long value) {
    usableBytes = value;
  }

  /** The power fails: what was open is invalid, what was not durable is at the mercy of chance. */
  public void crash(Random random) {
    Map<Path, SimulatedFile> left = new TreeMap<>(durableNames);
    for (Path path : names.keySet()) {
      if (!durableNames.containsKey(path) && random.nextBoolean()) {
        left.put(path, names.get(path));
      }
    }
    for (Path path : durableNames.keySet()) {
      if (!names.containsKey(path) && random.nextBoolean()) {
        left.remove(path);
      }
    }
    names.clear();
    left.forEach((path, file) -> names.put(path, file.afterCrash(random)));
    durableNames.clear();
    durableNames.putAll(names);
  }

  /** The content of a file as it reads now. */
  public byte[] content(Path path) {
    SimulatedFile file = names.get(path);
    if (file == null) {
      throw new AssertionError("no file " + path);
    }
    return Arrays.copyOf(file.current, file.current.length);
  }

  /** Turns one bit, in the medium and in the cache. */
  public void flip(Path path, int place, int bit) {
    SimulatedFile file = names.get(path);
    if (file == null) {
      throw new AssertionError("no file " + path);
    }
    file.current[place] ^= (byte) (1 << bit);
    file.durable = Arrays.copyOf(file.current, file.current.length);
  }

  public List<Path> files() {
    return List.copyOf(names.keySet());
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    faults.before("createFolders");
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    faults.before("list");
    return names.keySet().stream()
        .filter(path -> folder.equals(path.getParent()))
        .map(path -> path.getFileName().toString())
        .toList();
  }

  @Override
  public DiskFile create(Path path) throws IOException {
    faults.before("create");
    if (names.containsKey(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    SimulatedFile file = new SimulatedFile();
    names.put(path, file);
    return new Handle(file);
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    faults.before("open");
    SimulatedFile file = names.get(path);
    if (file == null) {
      throw new FileNotFoundException(path.toString());
    }
    return new Handle(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    faults.before("rename");
    SimulatedFile file = names.remove(from);
    if (file == null) {
      throw new FileNotFoundException(from.toString());
    }
    names.put(to, file);
  }

  @Override
  public void delete(Path path) throws IOException {
    faults.before("delete");
    names.remove(path);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    faults.before("syncFolder");
    durableNames.keySet().removeIf(path -> folder.equals(path.getParent()));
    names.forEach(
        (path, file) -> {
          if (folder.equals(path.getParent())) {
            durableNames.put(path, file);
          }
        });
  }

  @Override
  public long usableBytes(Path folder) {
    return usableBytes;
  }

  private static final class SimulatedFile {
    private byte[] current = {};
    private byte[] durable = {};

    /** Sectors that a failed sync left clean in the cache and old on the medium. */
    private final BitSet forgotten = new BitSet();

    private void sync() {
      byte[] next = Arrays.copyOf(current, current.length);
      for (int sector = forgotten.nextSetBit(0); sector >= 0; ) {
        copySector(durable, next, sector);
        sector = forgotten.nextSetBit(sector + 1);
      }
      durable = next;
    }

    private void failSync() {
      for (int sector = 0; sector * SECTOR < current.length; sector++) {
        if (differs(sector)) {
          forgotten.set(sector);
        }
      }
    }

    private boolean differs(int sector) {
      for (int i = sector * SECTOR; i < Math.min(current.length, (sector + 1) * SECTOR); i++) {
        if (i >= durable.length || durable[i] != current[i]) {
          return true;
        }
      }
      return false;
    }

    private SimulatedFile afterCrash(Random random) {
      SimulatedFile left = new SimulatedFile();
      int length =
          random.nextBoolean()
              ? current.length
              : durable.length
                  + (current.length > durable.length
                      ? random.nextInt(current.length - durable.length)
                      : 0);
      left.current = Arrays.copyOf(durable, length);
      for (int sector = 0; sector * SECTOR < length; sector++) {
        if (!forgotten.get(sector) && random.nextBoolean()) {
          copySector(current, left.current, sector);
        }
      }
      left.durable = Arrays.copyOf(left.current, length);
      return left;
    }

    private static void copySector(byte[] from, byte[] to, int sector) {
      for (int i = sector * SECTOR; i < Math.min(to.length, (sector + 1) * SECTOR); i++) {
        to[i] = i < from.length ? from[i] : 0;
      }
    }
  }

  private final class Handle implements DiskFile {
    private final SimulatedFile file;

    private Handle(SimulatedFile file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long place) throws IOException {
      faults.before("read");
      int count = (int) Math.max(0, Math.min(target.remaining(), file.current.length - place));
      target.put(file.current, (int) Math.min(place, file.current.length), count);
      return count;
    }

    @Override
    public void write(ByteBuffer source, long place) throws IOException {
      int count = source.remaining();
      int end = (int) place + count;
      try {
        faults.before("write");
      } catch (IOException e) {
        // A full disk takes a part.
        put(source, (int) place, count / 2);
        throw e;
      }
      put(source, (int) place, count);
      file.forgotten.clear((int) place / SECTOR, (end + SECTOR - 1) / SECTOR);
    }

    private void put(ByteBuffer source, int place, int count) {
      if (place + count > file.current.length) {
        file.current = Arrays.copyOf(file.current, place + count);
      }
      source.get(file.current, place, count);
    }

    @Override
    public void sync() throws IOException {
      try {
        faults.before("sync");
      } catch (IOException e) {
        file.failSync();
        throw e;
      }
      file.sync();
    }

    @Override
    public void truncate(long size) throws IOException {
      faults.before("truncate");
      file.current = Arrays.copyOf(file.current, (int) size);
    }

    @Override
    public long size() {
      return file.current.length;
    }

    @Override
    public void close() {}
  }
}
