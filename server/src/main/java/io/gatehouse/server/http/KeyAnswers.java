// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import java.util.concurrent.CompletableFuture;

/** Answers services that ask for the API keys of their app. */
@FunctionalInterface
public interface KeyAnswers {

  /**
   * The answer, which may wait for a change of a key. Returns at once.
   *
   * @param token secret of the service; empty = none
   * @param since revision that the service knows; 0 = none
   * @param waitSeconds how long the answer may wait
   */
  CompletableFuture<Response> answer(String token, long since, int waitSeconds);
}
