// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the server of a data directory listens, for commands on the same machine. */
public final class AddressFile implements AutoCloseable {

  static final String FILE = "address";

  private final Path file;

  private AddressFile(Path file) {
    this.file = file;
  }

  static AddressFile write(Path directory, URI address) {
    Path file = directory.resolve(FILE);
    try {
      Files.writeString(file, address.toString());
      return new AddressFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** What the last server wrote; it may be gone. */
  public static Optional<URI> read(Path directory) {
    try {
      return Optional.of(URI.create(Files.readString(directory.resolve(FILE)).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory.resolve(FILE), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
