// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import io.gatehouse.storage.MessageId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Identities for messages that bring none of their own. Equal input, equal identity. */
public final class MessageIds {

  private MessageIds() {}

  /** An identity made from another one and the part of the message it stands for. */
  public static MessageId derive(UUID source, long part) {
    ByteBuffer bytes = ByteBuffer.allocate(24);
    bytes.putLong(source.getMostSignificantBits()).putLong(source.getLeastSignificantBits());
    return ofBytes(bytes.putLong(part).array(), 0, 24);
  }

  /** An identity made from the message's bytes. */
  public static MessageId ofBytes(byte[] bytes, int offset, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes, offset, length);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new MessageId(hash.getLong(), hash.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
