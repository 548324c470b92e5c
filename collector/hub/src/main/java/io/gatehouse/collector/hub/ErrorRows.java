// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code validation_errors} and {@code server_errors}. Used by one thread. */
final class ErrorRows {

  private static final long MAX_COUNT = 1_000_000_000L;

  private final Corrections corrections;
  private final ErrorReader reader;
  private final List<ErrorDetail> rows = new ArrayList<>();

  ErrorRows(Corrections corrections) {
    this.corrections = corrections;
    this.reader = new ErrorReader(corrections);
  }

  int size() {
    return rows.size();
  }

  void validationRow(JsonParser parser) throws IOException {
    add(ErrorKind.VALIDATION, parser);
  }

  void serverRow(JsonParser parser) throws IOException {
    add(ErrorKind.SERVER, parser);
  }

  private void add(ErrorKind kind, JsonParser parser) throws IOException {
    ErrorDetail detail = reader.read(kind, parser);
    if (detail.method() == null || detail.count() <= 0 || detail.count() > MAX_COUNT) {
      if (!corrections.again("error-row-invalid")) {
        corrections.rejected("error-row-invalid", detail.method() + " " + detail.path());
      }
      return;
    }
    rows.add(detail);
  }

  List<ErrorRollup> toRollups(long minute) {
    List<ErrorRollup> rollups = new ArrayList<>(rows.size());
    for (ErrorDetail detail : rows) {
      rollups.add(
          detail.toRollup(
              minute,
              Normalise.method(detail.method()),
              Routes.of(detail.path(), 0, corrections),
              Normalise.consumer(detail.consumer(), corrections),
              detail.count()));
    }
    return rollups;
  }
}
