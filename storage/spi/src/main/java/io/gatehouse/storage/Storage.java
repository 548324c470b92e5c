// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

/**
 * A telemetry store. Construction does no I/O; {@link #open()} does. All calls block; the caller
 * picks threads. One writer at a time, any number of readers.
 */
public interface Storage extends AutoCloseable {

  /**
   * Opens or creates the store.
   *
   * @throws StorageException with {@link StorageException.Kind#DAMAGED} when the files cannot be
   *     read: the caller moves them aside ({@link #moveAside()}), opens again and replays the log
   */
  void open();

  /** Takes unreadable files out of the way so that {@link #open()} starts empty. */
  void moveAside();

  TelemetryWriter writer();

  TrafficQueries traffic();

  EndpointQueries endpoints();

  ConsumerQueries consumers();

  ErrorQueries errors();

  RequestLogQueries requestLogs();

  InstanceQueries instances();

  UsageQueries usage();

  SqlQueries sql();

  Maintenance maintenance();

  /** Cheap, repeatable, never throws. */
  Health check();

  @Override
  void close();

  /**
   * @param detail for people; empty when fine
   */
  record Health(boolean ok, String detail) {}
}
