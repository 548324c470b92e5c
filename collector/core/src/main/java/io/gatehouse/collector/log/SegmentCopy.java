// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.gatehouse.storage.LinkedFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies a log that is written to. Segments that grow no more get a second name; of the one that
 * grows, what is durable is copied. A segment that is trimmed meanwhile is left out: its records
 * are in the store.
 */
final class SegmentCopy {

  private final SegmentFolder segments;
  private final Path source;
  private final Path target;

  SegmentCopy(SegmentFolder segments, Path source, Path target) {
    this.segments = segments;
    this.source = source;
    this.target = target;
  }

  /** Keeps all segments that may hold records from the offset on from being lost to trimming. */
  void link(long from) throws IOException {
    for (Segment segment : segments.all()) {
      if (isNeeded(segment, from)) {
        linkOne(segment);
      }
    }
  }

  /** Makes the copy whole. */
  void finish(long from) throws IOException {
    for (Segment segment : segments.all()) {
      if (!isNeeded(segment, from)) {
        continue;
      }
      // Read before the end: what is sealed has reached its end.
      if (segment.sealedEpochMillis == 0) {
        copyDurable(segment);
      } else {
        linkOne(segment);
      }
    }
    copyQuarantine();
  }

  /** The last one always, so that the copy does not end before the store's position. */
  private boolean isNeeded(Segment segment, long from) {
    return segment.end > from || segment == segments.last();
  }

  private Path nameOf(Segment segment) {
    return target.resolve(Segment.fileName(segment.base));
  }

  private void linkOne(Segment segment) throws IOException {
    Path name = nameOf(segment);
    try {
      if (Files.exists(name)) {
        if (Files.isSameFile(name, segment.path)) {
          return;
        }
        Files.delete(name);
      }
      LinkedFile.link(segment.path, name);
    } catch (NoSuchFileException e) {
      if (segments.all().contains(segment)) {
        throw e;
      }
    }
  }

  private void copyDurable(Segment segment) throws IOException {
    Path name = nameOf(segment);
    Files.deleteIfExists(name);
    long left = segment.bytes();
    try (FileChannel in = FileChannel.open(segment.path, READ);
        FileChannel out = FileChannel.open(name, CREATE_NEW, WRITE)) {
      while (left > 0) {
        long count = in.transferTo(in.position(), left, out);
        if (count <= 0) {
          throw new EOFException(segment.path + " is shorter than its durable end");
        }
        in.position(in.position() + count);
        left -= count;
      }
    }
  }

  private void copyQuarantine() throws IOException {
    Path from = source.resolve(Quarantine.FOLDER);
    Path to = Files.createDirectories(target.resolve(Quarantine.FOLDER));
    List<Path> files;
    try (Stream<Path> found = Files.list(from)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      copyIfThere(file, to.resolve(file.getFileName()));
    }
  }

  private static void copyIfThere(Path file, Path name) throws IOException {
    try {
      Files.copy(file, name);
    } catch (NoSuchFileException e) {
      if (Files.exists(file)) {
        throw e;
      }
      // The oldest go when the quarantine is full.
    }
  }
}
