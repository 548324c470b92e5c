// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TotpTest {

  /** The secret and the codes of appendix B of RFC 6238, of whose eight digits six are used. */
  private static final Totp RFC = Totp.of("12345678901234567890".getBytes(US_ASCII));

  private static final Map<Long, String> CODES =
      Map.of(
          59L, "287082",
          1_111_111_109L, "081804",
          1_111_111_111L, "050471",
          1_234_567_890L, "005924",
          2_000_000_000L, "279037",
          20_000_000_000L, "353130");

  @Test
  void code_atTheTimesOfTheRfc_isAsThere() {
    CODES.forEach(
        (second, code) ->
            assertThat(RFC.code(Totp.stepAt(second * 1_000))).as("%s", second).isEqualTo(code));
  }

  @Test
  void stepOf_aCode_isFoundOneStepAroundNow() {
    long now = 1_111_111_111_000L;
    long step = Totp.stepAt(now);
    for (int off = -3; off <= 3; off++) {
      boolean near = Math.abs(off) <= 1;
      assertThat(RFC.stepOf(RFC.code(step + off), now).isPresent()).as("%s", off).isEqualTo(near);
    }
    assertThat(RFC.stepOf("", now)).isEmpty();
    assertThat(RFC.stepOf("50471", now)).isEmpty();
    assertThat(RFC.stepOf("٠٥٠٤٧١", now)).isEmpty();
  }

  @Test
  void secretText_isBase32AndReadsBack() {
    assertThat(RFC.secretText()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    Totp made = Totp.create();
    assertThat(made.secretText()).matches("[A-Z2-7]{32}");
    assertThat(Totp.of(made.secretText()).code(7)).isEqualTo(made.code(7));
    assertThat(Totp.create().secretText()).isNotEqualTo(made.secretText());
    assertThatThrownBy(() -> Totp.of("GEZDGNBV1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void uri_namesIssuerAndAccountEscaped() {
    assertThat(RFC.uri("Gatehouse A&B: x", "a:b@example.com"))
        .isEqualTo(
            "otpauth://totp/Gatehouse%20A%26B%20x:ab%40example.com"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Gatehouse%20A%26B%20x"
                + "&algorithm=SHA1&digits=6&period=30");
  }
}
