// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

/** Is shown header fields. */
@FunctionalInterface
public interface HeaderVisitor {

  void header(String name, String value);
}
