// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import java.util.concurrent.CompletableFuture;

/** Answers services that verify the API keys of their app. */
public interface KeyAnswers {

  /**
   * The answer, which may wait for a change of a key. Returns at once.
   *
   * @param token secret of the service; empty = none
   * @param since revision that the service knows; 0 = none
   * @param waitSeconds how long the answer may wait
   */
  CompletableFuture<Response> answer(String token, long since, int waitSeconds);

  /**
   * The answer to what a service tells about the use of keys. Returns at once.
   *
   * @param message as {@link io.gatehouse.protocol.key.KeySignalCodec} writes it
   */
  CompletableFuture<Response> signals(String token, byte[] message);
}
