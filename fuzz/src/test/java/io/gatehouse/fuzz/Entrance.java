// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import org.jspecify.annotations.Nullable;

/** What Jazzer calls, in a process of its own for each target. */
public final class Entrance {

  private static @Nullable FuzzTarget target;

  private Entrance() {}

  /** Called once, with the name of the target. */
  public static void fuzzerInitialize(String[] arguments) {
    target = Targets.valueOf(arguments[0]).create();
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.run(input);
  }
}
