// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import java.nio.ByteBuffer;

/**
 * What an authenticator says about itself and signs: a hash of the site, flags, a counter and, when
 * it made a passkey, the id of it. The fixed places of section 6.1 of WebAuthn.
 *
 * @param counter unsigned
 * @param credential id of the passkey that was made; empty when none was
 */
record AuthenticatorData(byte[] rpIdHash, int flags, long counter, byte[] credential) {

  private static final int USER_PRESENT = 1;
  private static final int USER_VERIFIED = 1 << 2;
  private static final int SYNCABLE = 1 << 3;
  private static final int SYNCED = 1 << 4;
  private static final int MADE = 1 << 6;
  private static final int HASH_BYTES = 32;
  private static final int LEAST_BYTES = HASH_BYTES + 1 + 4;
  private static final int MODEL_BYTES = 16;
  private static final int MAX_CREDENTIAL_BYTES = 1_023;

  static AuthenticatorData of(byte[] bytes) throws WebAuthnException {
    if (bytes.length < LEAST_BYTES) {
      throw new WebAuthnException(
          "The authenticator's data has " + bytes.length + " bytes; it has at least 37.");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] hash = new byte[HASH_BYTES];
    in.get(hash);
    int flags = in.get() & 0xff;
    long counter = in.getInt() & 0xffff_ffffL;
    return new AuthenticatorData(
        hash, flags, counter, (flags & MADE) == 0 ? new byte[0] : credential(in));
  }

  private static byte[] credential(ByteBuffer in) throws WebAuthnException {
    if (in.remaining() < MODEL_BYTES + 2) {
      throw new WebAuthnException("The authenticator's data ends within the passkey it made.");
    }
    in.position(in.position() + MODEL_BYTES);
    int length = in.getShort() & 0xffff;
    if (length == 0 || length > MAX_CREDENTIAL_BYTES || length > in.remaining()) {
      throw new WebAuthnException(
          "The id of the passkey has " + length + " bytes; 1 to 1023 are possible.");
    }
    byte[] credential = new byte[length];
    in.get(credential);
    return credential;
  }

  boolean userPresent() {
    return (flags & USER_PRESENT) != 0;
  }

  /** By a finger, a face or a PIN. */
  boolean userVerified() {
    return (flags & USER_VERIFIED) != 0;
  }

  /** May be kept on more devices than one. */
  boolean syncable() {
    return (flags & SYNCABLE) != 0;
  }

  boolean syncedOnlyIfSyncable() {
    return syncable() || (flags & SYNCED) == 0;
  }
}
