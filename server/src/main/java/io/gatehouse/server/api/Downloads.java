// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Response;
import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.StoredFile;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers that are files. */
final class Downloads {

  private Downloads() {}

  /** The format of that name. */
  static FileFormat format(String field, String name) {
    for (FileFormat format : FileFormat.values()) {
      if (format.ending().equals(name.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw GatehouseException.invalid(
        field,
        field
            + " is \""
            + name
            + "\", but must be one of "
            + Arrays.stream(FileFormat.values())
                .map(FileFormat::ending)
                .collect(Collectors.joining(", "))
            + ".");
  }

  /**
   * Sends a file, which is deleted afterwards.
   *
   * @param name without ending
   * @param before what has to be noted before; when that fails nothing is sent
   */
  static Response of(StoredFile file, String name, Runnable before) {
    boolean noted = false;
    try {
      before.run();
      noted = true;
    } finally {
      if (!noted) {
        file.close();
      }
    }
    return Response.file(
        file.format().contentType(),
        file.path(),
        file::close,
        Map.of(
            "Content-Disposition",
            "attachment; filename=\"" + name + "." + file.format().ending() + "\""));
  }
}
