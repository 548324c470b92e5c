// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.UUID;

/**
 * Identity of a message within its app: equal ids are the same message, sent again. 128 bits; a
 * client's UUID is taken over as it is.
 */
public record MessageId(long high, long low) {

  public static MessageId of(UUID uuid) {
    return new MessageId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  public UUID toUuid() {
    return new UUID(high, low);
  }
}
