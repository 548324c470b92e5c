// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;

/** Tells from DuckDB's messages what went wrong; the driver has no error codes. */
final class Failures {

  private static final List<String> DAMAGED =
      List.of(
          "Data Corruption Error",
          "Corrupt database file",
          "not a valid DuckDB database file",
          "Serialization Error",
          "Failure while replaying WAL",
          "INTERNAL Error");

  /** What passes: a log that cannot be replayed for want of space or memory is not damaged. */
  private static final List<String> SHORTAGE =
      List.of("Out of Memory Error", "No space left on device", "Could not set lock");

  private static final List<String> FATAL =
      List.of("FATAL Error", "database has been invalidated", "INTERNAL Error");
  private static final List<String> DATA =
      List.of("Conversion Error", "Constraint Error", "Invalid Input Error", "Out of Range Error");

  private Failures() {}

  static StorageException onOpen(SQLException failure) {
    if (failure instanceof Schema.NewerSchemaException) {
      return new StorageException(Kind.UNAVAILABLE, message(failure), failure);
    }
    boolean damaged = mentions(failure, DAMAGED) && !mentions(failure, SHORTAGE);
    Kind kind = damaged ? Kind.DAMAGED : Kind.UNAVAILABLE;
    return new StorageException(kind, "the store cannot be opened: " + line(failure), failure);
  }

  /** Whether a question took too long. */
  static boolean isTimeout(Exception failure) {
    if (failure instanceof StorageException known) {
      return known.kind() == Kind.TOO_EXPENSIVE;
    }
    return failure instanceof SQLTimeoutException
        || (failure instanceof SQLException sql && message(sql).contains("INTERRUPT Error"));
  }

  static boolean isOutOfMemory(SQLException failure) {
    return message(failure).contains("Out of Memory Error");
  }

  static StorageException onRead(SQLException failure) {
    if (isTimeout(failure)) {
      return new StorageException(
          Kind.TOO_EXPENSIVE, "the query took too long; try a shorter range", failure);
    }
    if (isOutOfMemory(failure)) {
      return new StorageException(
          Kind.TOO_EXPENSIVE, "the query needs too much memory; try a shorter range", failure);
    }
    if (message(failure).contains("Corrupt database file")) {
      return new StorageException(Kind.DAMAGED, "the store is damaged: " + line(failure), failure);
    }
    return new StorageException(
        Kind.UNAVAILABLE, "the store cannot answer: " + line(failure), failure);
  }

  static StorageException onWrite(SQLException failure) {
    if (message(failure).contains("Corrupt database file")) {
      return new StorageException(Kind.DAMAGED, "the store is damaged: " + line(failure), failure);
    }
    return new StorageException(
        Kind.UNAVAILABLE, "the store cannot write: " + line(failure), failure);
  }

  /** Whether DuckDB refuses everything from now on until the file is opened again. */
  static boolean isFatal(SQLException failure) {
    return mentions(failure, FATAL);
  }

  /** Whether the values were at fault, not the store. */
  static boolean isOfData(Throwable failure) {
    return failure instanceof SQLException sql && mentions(sql, DATA) && !isFatal(sql);
  }

  private static boolean mentions(SQLException failure, List<String> phrases) {
    String message = message(failure);
    return phrases.stream().anyMatch(message::contains);
  }

  private static String message(SQLException failure) {
    String message = failure.getMessage();
    return message == null ? "" : message;
  }

  private static String line(SQLException failure) {
    return message(failure).lines().findFirst().orElse(failure.getClass().getSimpleName());
  }
}
