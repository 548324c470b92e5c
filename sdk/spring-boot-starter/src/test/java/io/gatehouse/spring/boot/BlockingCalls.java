// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * Calls that may block, on threads that must not, as BlockHound sees them. It notes them and lets
 * them go on, so that other tests of the process are as they were.
 */
final class BlockingCalls {

  private static final Queue<String> ALL = new ConcurrentLinkedQueue<>();
  private static final Queue<String> OF_THE_SDK = new ConcurrentLinkedQueue<>();

  private BlockingCalls() {}

  /** Starts to watch this process. */
  static void watch() {
    BlockHound.builder().blockingMethodCallback(BlockingCalls::note).loadIntegrations().install();
  }

  /** Since the last call of {@link #forget}. */
  static List<String> all() {
    return List.copyOf(ALL);
  }

  /** Those whose nearest caller outside of the JDK is the SDK. */
  static List<String> ofTheSdk() {
    return List.copyOf(OF_THE_SDK);
  }

  static void forget() {
    ALL.clear();
    OF_THE_SDK.clear();
  }

  private static void note(BlockingMethod method) {
    ALL.add(method.toString());
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      String type = frame.getClassName();
      if (isSdk(type)) {
        OF_THE_SDK.add(method + " called by " + frame);
        return;
      }
      if (!isBelow(type)) {
        return;
      }
    }
  }

  private static boolean isSdk(String type) {
    boolean test = type.startsWith("io.gatehouse.spring.boot.") || type.contains(".testkit.");
    return type.startsWith("io.gatehouse.") && !test;
  }

  private static boolean isBelow(String type) {
    return type.startsWith("java.")
        || type.startsWith("jdk.")
        || type.startsWith("sun.")
        || type.startsWith("reactor.blockhound.")
        || type.equals(BlockingCalls.class.getName());
  }
}
