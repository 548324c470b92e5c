// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

/** Pages that anyone can open, beside the dashboard. */
public interface PublicPages {

  /** Whether a path is one of theirs. Fast; called on an event loop. */
  boolean handles(String path);

  /** The answer; may block. */
  Response answer(Visit visit);

  /**
   * What is asked for.
   *
   * @param method such as {@code GET}
   * @param path without the prefix under which the server is reached
   * @param baseUrl scheme, host and prefix under which the reader reached us
   * @param ifNoneMatch what the reader has already; empty = nothing
   */
  record Visit(String method, String path, String baseUrl, String ifNoneMatch) {}
}
