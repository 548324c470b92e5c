// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.Preferences;
import io.gatehouse.collector.apitoolkit.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key pair that APIToolkit's SDKs load when they start. Their libraries insist on a real one;
 * it is made when the first of them asks, and kept in the catalog. It opens nothing here.
 */
final class ServiceAccountKeys {

  private static final String PREFERENCE = "ingest.service-account-key";
  private static final int BITS = 2_048;

  private final Preferences preferences;

  /** Guarded by this. */
  private @Nullable ServiceAccount account;

  ServiceAccountKeys(Preferences preferences) {
    this.preferences = preferences;
  }

  synchronized ServiceAccount get() {
    ServiceAccount known = account;
    if (known == null) {
      String pem = preferences.get(PREFERENCE).orElseGet(this::make);
      byte[] name = pem.getBytes(StandardCharsets.UTF_8);
      known = new ServiceAccount(UUID.nameUUIDFromBytes(name).toString().replace("-", ""), pem);
      account = known;
    }
    return known;
  }

  private String make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
      Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
      String pem =
          "-----BEGIN PRIVATE KEY-----\n"
              + lines.encodeToString(pkcs8)
              + "\n-----END PRIVATE KEY-----\n";
      preferences.set(PREFERENCE, pem);
      return pem;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
