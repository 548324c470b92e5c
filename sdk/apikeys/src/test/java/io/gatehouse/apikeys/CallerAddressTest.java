// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.key.Networks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerAddressTest {

  private static final Networks PROXIES = Networks.of(List.of("10.0.0.0/8", "fd00::/8"));

  /** W: whoever wrote a header chose where it came from. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // Nobody is trusted but the proxies.
        "198.51.100.7, -,                  1.2.3.4,                      198.51.100.7",
        "10.0.0.1,     -,                  -,                            10.0.0.1",
        "10.0.0.1,     -,                  1.2.3.4,                      1.2.3.4",
        // What stands left of the first stranger is his word.
        "10.0.0.1,     -,                  '6.6.6.6, 1.2.3.4',           1.2.3.4",
        "10.0.0.1,     -,                  '6.6.6.6, 1.2.3.4, 10.0.0.2', 1.2.3.4",
        "10.0.0.1,     -,                  '10.0.0.9, 10.0.0.2',         10.0.0.9",
        "10.0.0.1,     -,                  '1.2.3.4, unknown',           -",
        "10.0.0.1,     -,                  '1.2.3.4,',                   -",
        "::ffff:10.0.0.1, -,               1.2.3.4:5678,                 1.2.3.4",
        // RFC 7239 wins, and is read the same way.
        "10.0.0.1,     for=1.2.3.4,        6.6.6.6,                      1.2.3.4",
        "10.0.0.1,     'for=6.6.6.6, For=\"[2001:db8::1]:80\";proto=https', -, 2001:db8::1",
        "10.0.0.1,     'for=1.2.3.4;by=x, for=10.0.0.2',  -,             1.2.3.4",
        "10.0.0.1,     for=_hidden,        -,                            -",
        "fd00::1,      'proto=https',      -,                            -",
        "-,            for=1.2.3.4,        1.2.3.4,                      -",
      })
  void a10_hops_areBelievedAsFarAsTheirWriter(
      @Nullable String peer,
      @Nullable String forwarded,
      @Nullable String forwardedFor,
      @Nullable String expected) {
    assertThat(CallerAddress.behind(PROXIES).resolve(peer, forwarded, forwardedFor))
        .isEqualTo(expected);
  }
}
