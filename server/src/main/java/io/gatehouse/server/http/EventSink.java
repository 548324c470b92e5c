// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

/** Where the events for one client go that stays connected. Safe from any thread. */
public interface EventSink {

  /** False once the client has gone or the stream was closed. */
  boolean isOpen();

  /**
   * Whether the client has taken everything that was sent. Whoever sends more before keeps it in
   * memory.
   */
  boolean isReady();

  /** Whether the client may still be told: it is signed in, with the rights it began with. */
  boolean isAllowed();

  /**
   * @param value written as JSON
   */
  void send(String event, Object value);

  /** Keeps the connection alive, and finds out whether it still is. */
  void ping();

  void close();
}
