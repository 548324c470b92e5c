// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.key.KeySignal.Kind;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeySignalCodecTest {

  @Test
  void read_whatWasWritten_isTheSame() throws ProtocolException {
    List<KeySignal> signals =
        List.of(
            new KeySignal(Kind.GUESSING, "", "203.0.113.7", 40, 31, 1_790_000_000_000L),
            new KeySignal(Kind.AGENT, "aaaaaaaaaaaa", "curl \"8\" \u2028", 1, 0, 5));
    assertThat(KeySignalCodec.read(KeySignalCodec.write(signals))).isEqualTo(signals);
  }

  @Test
  void read_whatALaterReleaseTells_isPassedOver() throws ProtocolException {
    String message =
        "{\"more\":1,\"signals\":[{\"kind\":\"moon\",\"value\":\"full\"},"
            + "{\"kind\":\"network\",\"value\":\"10.0.0.0/24\",\"calls\":1,\"x\":{}}]}";
    assertThat(KeySignalCodec.read(message))
        .extracting(KeySignal::kind)
        .containsExactly(Kind.NETWORK);
  }

  @Test
  void read_tooManyOrWrong_isRefused() {
    KeySignal one = new KeySignal(Kind.NETWORK, "a", "b", 1, 0, 0);
    String many = KeySignalCodec.write(Collections.nCopies(501, one));
    assertThatThrownBy(() -> KeySignalCodec.read(many)).hasMessageContaining("more than 500");
    assertThatThrownBy(
            () -> KeySignalCodec.read("{\"signals\":[{\"kind\":\"agent\",\"value\":\"\"}]}"))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> KeySignalCodec.read("[]")).isInstanceOf(ProtocolException.class);
  }
}
