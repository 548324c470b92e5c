// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.util.Objects.requireNonNull;

/**
 * The key pair that SDKs load before they send. It opens nothing: the topic's id is the credential.
 *
 * @param keyId identifies the key
 * @param privateKeyPem RSA of 2,048 bits, PKCS#8
 */
public record ServiceAccount(String keyId, String privateKeyPem) {

  public ServiceAccount {
    requireNonNull(keyId, "keyId");
    requireNonNull(privateKeyPem, "privateKeyPem");
  }
}
