// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting;

/** Encrypts what is kept secret in the catalog. Implementations are thread-safe. */
public interface Vault {

  /**
   * Encrypts.
   *
   * @param context what it belongs to; opening needs the same
   */
  String seal(String context, String secret);

  /**
   * Decrypts.
   *
   * @throws IllegalArgumentException when it was changed, belongs elsewhere, or to another key
   */
  String open(String context, String sealed);
}
