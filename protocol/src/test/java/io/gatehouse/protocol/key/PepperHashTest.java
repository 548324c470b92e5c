// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PepperHashTest {

  /** What the server stores is what services verify. */
  @Test
  void a2_hash_isHmacSha256() {
    Random random = new Random(7);
    for (int length : new int[] {0, 1, 31, 32, 63, 64, 65, 200}) {
      byte[] pepper = new byte[length == 0 ? 1 : length];
      random.nextBytes(pepper);
      for (String secret : new String[] {"", "a", "0123456789abcdefghijABCDEFGHIJ01"}) {
        byte[] bytes = ("<" + secret + ">").getBytes(UTF_8);

        assertThat(new PepperHash(pepper).of(bytes, 1, bytes.length - 2))
            .as("pepper of %d bytes, %s", length, secret)
            .isEqualTo(KeyHash.HMAC_SHA256.of(pepper, secret));
      }
    }
  }

  @Test
  void of_again_isTheSame() {
    PepperHash hash = new PepperHash(new byte[32]);
    byte[] bytes = "secret".getBytes(UTF_8);

    assertThat(hash.of(bytes, 0, 6)).isEqualTo(hash.of(bytes, 0, 6)).hasSize(32);
  }
}
