// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {

  @Test
  void isSameSite_needsHeaderAndNoForeignOrigin() {
    String host = "gate.example:8080";
    assertThat(Authenticator.isSameSite("1", "same-origin", "http://gate.example:8080", host))
        .isTrue();
    assertThat(Authenticator.isSameSite("1", null, null, host)).isTrue();
    assertThat(Authenticator.isSameSite(null, "same-origin", null, host)).isFalse();
    assertThat(Authenticator.isSameSite("1", "cross-site", null, host)).isFalse();
    assertThat(Authenticator.isSameSite("1", "same-site", null, host)).isFalse();
    assertThat(Authenticator.isSameSite("1", null, "http://evil.example", host)).isFalse();
    assertThat(Authenticator.isSameSite("1", null, "null", host)).isFalse();
    assertThat(Authenticator.isSameSite("1", null, "http://gate.example", host)).isFalse();
  }

  @Test
  void isLoopbackHost_onlyTakesLoopbackNames() {
    assertThat(List.of("localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080"))
        .allMatch(Authenticator::isLoopbackHost);
    assertThat(List.of("rebind.example:8080", "127.0.0.1.example", "", "localhost.example:80"))
        .noneMatch(Authenticator::isLoopbackHost);
  }

  @Test
  void resolve_forwardedFor_countsOnlyFromTrustedProxies() throws UnknownHostException {
    ClientAddress addresses =
        new ClientAddress(List.of(io.gatehouse.server.config.CidrBlock.parse("10.0.0.0/8")));
    InetAddress proxy = InetAddress.getByName("10.1.2.3");
    InetAddress stranger = InetAddress.getByName("198.51.100.7");
    assertThat(addresses.resolve(stranger, "203.0.113.9")).isEqualTo(stranger);
    assertThat(addresses.resolve(proxy, "203.0.113.9, 198.51.100.7")).isEqualTo(stranger);
    assertThat(addresses.resolve(proxy, "203.0.113.9, 10.9.9.9").getHostAddress())
        .isEqualTo("203.0.113.9");
    assertThat(addresses.resolve(proxy, "evil.example")).isEqualTo(proxy);
    assertThat(addresses.resolve(proxy, null)).isEqualTo(proxy);
  }
}
