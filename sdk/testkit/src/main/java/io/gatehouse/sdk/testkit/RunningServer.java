// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

/** The fixture application of a contract, listening on the loopback address. */
public interface RunningServer extends AutoCloseable {

  int port();

  /** Stops the application and then its SDK, so that everything was reported. */
  @Override
  void close() throws Exception;
}
