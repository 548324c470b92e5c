// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.key.KeyEntry.Level;
import io.gatehouse.protocol.key.KeyEntry.Owner;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySnapshotCodecTest {

  private final KeyPair signer = pair();

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyEntry full() {
    return new KeyEntry(
        "0123456789ab",
        "key-1",
        KeyHash.HMAC_SHA256,
        new byte[] {1, 2, 3},
        2,
        State.DISABLED,
        "Partner \"ACME\"",
        "prod",
        1_790_000_000_000L,
        List.of("orders:read", "items:*"),
        List.of("10.0.0.0/8"),
        List.of("10.1.0.0/16", "::1/128"),
        new Owner("acme", "Acme Ltd", "gold"),
        List.of(
            new RateLimit("minute", 600, 60),
            new RateLimit("day", 9, 86_400, Level.CONSUMER),
            new RateLimit("all", 9, 60, Level.GROUP)));
  }

  private static KeyEntry least(String id) {
    return new KeyEntry(
        id,
        "key-2",
        KeyHash.IMPORTED_SHA512,
        new byte[] {9},
        0,
        State.ACTIVE,
        "",
        "test",
        0,
        List.of(),
        List.of(),
        List.of(),
        new Owner("zen", null, null),
        List.of());
  }

  private static KeySnapshot snapshot(KeyEntry... keys) {
    return new KeySnapshot(
        "shop", 42, 40, 1_790_000_000_001L, "gh", Map.of(1, new byte[] {5, 6}), List.of(keys));
  }

  @Test
  void read_whatWasWritten_isTheSame() throws ProtocolException {
    byte[] bytes = KeySnapshotCodec.write(snapshot(full(), least("x")), signer.getPrivate());
    KeySnapshot read = KeySnapshotCodec.read(bytes, signer.getPublic());

    assertThat(read).usingRecursiveComparison().isEqualTo(snapshot(full(), least("x")));
    assertThat(KeySnapshotCodec.write(read, signer.getPrivate())).isEqualTo(bytes);
  }

  @Test
  void read_manyKeys_keepsTheirOrder() throws ProtocolException {
    KeyEntry[] keys = new KeyEntry[5_000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = least("id" + i);
    }
    byte[] bytes = KeySnapshotCodec.write(snapshot(keys), signer.getPrivate());

    assertThat(KeySnapshotCodec.read(bytes, signer.getPublic()).keys())
        .extracting(KeyEntry::id)
        .startsWith("id0", "id1")
        .endsWith("id4999")
        .hasSize(5_000);
  }

  @Test
  void read_anyChangedByte_isRefused() {
    byte[] bytes = KeySnapshotCodec.write(snapshot(full()), signer.getPrivate());
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> KeySnapshotCodec.read(changed, signer.getPublic()))
          .as("byte " + i)
          .isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void read_cutAnywhere_isRefused() {
    byte[] bytes = KeySnapshotCodec.write(snapshot(full()), signer.getPrivate());
    for (int i = 0; i < bytes.length; i++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, i);
      assertThatThrownBy(() -> KeySnapshotCodec.read(cut, signer.getPublic()))
          .isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void read_signedBySomebodyElse_isRefused() {
    byte[] bytes = KeySnapshotCodec.write(snapshot(full()), pair().getPrivate());

    assertThatThrownBy(() -> KeySnapshotCodec.read(bytes, signer.getPublic()))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("not signed by the server");
  }

  @Test
  void write_neverHasASecret() {
    String text = new String(KeySnapshotCodec.write(snapshot(full()), signer.getPrivate()), UTF_8);

    assertThat(text).doesNotContain("secret");
    assertThat(full().toString()).doesNotContain("AQID");
    assertThat(snapshot(full()).toString()).doesNotContain("BQY");
  }

  /** A2: each app has a pepper of its own, which tells nothing of the installation's. */
  @Test
  void a2_peppers_differByAppAndInstallation() {
    byte[] pepper = KeyHash.pepperOf(new byte[32], "shop");

    assertThat(pepper).hasSize(32).isEqualTo(KeyHash.pepperOf(new byte[32], "shop"));
    assertThat(pepper).isNotEqualTo(KeyHash.pepperOf(new byte[32], "other"));
    assertThat(pepper).isNotEqualTo(KeyHash.pepperOf(new byte[] {1}, "shop"));
    byte[] hash = KeyHash.HMAC_SHA256.of(pepper, "secret");
    assertThat(hash).isNotEqualTo(KeyHash.HMAC_SHA256.of(new byte[32], "secret"));
  }
}
