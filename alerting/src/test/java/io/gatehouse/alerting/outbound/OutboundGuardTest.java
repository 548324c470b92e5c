// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alerting.outbound.OutboundException.Kind;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling of a forbidden place ends in a refusal before anything is connected to. */
class OutboundGuardTest {

  private final FakeNetwork network = new FakeNetwork();
  private final OutboundGuard guard = new OutboundGuard(network, List.of());

  /** What a check does first: read the address, look it up, judge what came back. */
  private static void go(OutboundGuard guard, String url) throws OutboundException {
    OutboundUrl parsed = OutboundUrl.parse(url);
    guard.resolve(parsed.host(), parsed.port());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Loopback, as it is and as few write it.
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.255.255.254/",
        "http://0.0.0.0/",
        "http://0/",
        "http://2130706433/",
        "http://017700000001/",
        "http://0x7f000001/",
        "http://0x7f.0x0.0x0.0x1/",
        "http://0177.0.0.1/",
        "http://0177.0000.0000.0001/",
        "http://127.0.0.01/",
        "http://0x7f.1/",
        "http://127.0.0.1./",
        "http://127.0.0.1%00.example.com/",
        "http://%31%32%37.0.0.1/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://localhost./",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]/",
        "http://[::127.0.0.1]/",
        "http://[::7f00:1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:1:2:3:4:80ff:fffe]/",
        "http://[::1%25lo]/",
        "http://[fe80::1%25eth0]/",
        // Private, shared, reserved.
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://192.0.0.1/",
        "http://192.0.2.1/",
        "http://198.18.0.1/",
        "http://198.51.100.7/",
        "http://203.0.113.9/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[100::1]/",
        "http://[2001:db8::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:a00:1]/",
        "http://[2002:a00:1::1]/",
        "http://[64:ff9b::10.0.0.1]/",
        // Where clouds answer.
        "http://169.254.169.254/latest/meta-data/",
        "http://0xa9fea9fe/",
        "http://2852039166/",
        "http://0251.0376.0251.0376/",
        "http://[::ffff:169.254.169.254]/",
        "http://[fe80::a9fe:a9fe]/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        // Not what a check may speak, or not what it seems.
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_INFO",
        "javascript:alert(1)",
        "//example.com/",
        "http:///path",
        "http://user@example.com/",
        "http://example.com@127.0.0.1/",
        "http://127.0.0.1#@example.com/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com /",
        "http://exa mple.com/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://example.com:80a/",
        "http://exam\tple.com/",
        "http://example.com/\r\nHost: other",
        "http://[::1/",
        "http://[v1.fe80::a]/",
        "http://-example.com/",
        "http://example..com/",
        "http://1.2.3.4.5/",
        "http://999.1.1.1/",
        // Names that lead inside.
        "http://inside.example.com/",
        "http://both.example.com/",
        "http://metadata.example.com/"
      })
  void spelling_ofWhatIsForbidden_isRefused(String url) {
    assertThatThrownBy(() -> go(guard, url))
        .isInstanceOfSatisfying(
            OutboundException.class, e -> assertThat(e.kind()).isIn(Kind.REFUSED, Kind.DNS));
    assertThat(network.connections()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://93.184.215.14/",
        "https://example.com/health?a=b",
        "https://EXAMPLE.com:8443/",
        "http://bücher.example/",
        "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
        "http://[::ffff:93.184.215.14]/",
        "http://172.32.0.1/",
        "http://100.128.0.1/",
        "http://a-b.example.com/%7Euser"
      })
  void publicAddress_isPermitted(String url) {
    assertThatCode(() -> go(guard, url)).doesNotThrowAnyException();
  }

  @Test
  void allowedBlock_withItsPort_isPermittedForThatPortOnly() throws OutboundException {
    OutboundGuard open =
        new OutboundGuard(
            network,
            List.of(AddressBlock.parse("10.0.0.0/8:8443"), AddressBlock.parse("[fd00::/8]:80")));
    go(open, "https://10.1.2.3:8443/");
    go(open, "http://[fd00::5]/");
    assertThatThrownBy(() -> go(open, "https://10.1.2.3/"))
        .hasMessageContaining("outbound.allow=10.1.2.3:443");
    assertThatThrownBy(() -> go(open, "http://192.168.0.1/"))
        .hasMessageContaining("outbound.allow");
  }

  @Test
  void metadataAndOwnListener_areRefusedWhateverIsAllowed() {
    OutboundGuard open =
        new OutboundGuard(
            network, List.of(AddressBlock.parse("0.0.0.0/0"), AddressBlock.parse("::/0")));
    open.refuseOwnPort(8080);
    assertThatThrownBy(() -> go(open, "http://169.254.169.254/")).hasMessageContaining("never");
    assertThatThrownBy(() -> go(open, "http://[fd00:ec2::254]/")).hasMessageContaining("never");
    assertThatThrownBy(() -> go(open, "http://127.0.0.1:8080/")).hasMessageContaining("never");
    assertThatCode(() -> go(open, "http://127.0.0.1:8081/")).doesNotThrowAnyException();
  }

  /** A name is looked up once; what it says later does not matter. */
  @Test
  void rebinding_secondAnswerIsNeverAskedFor() throws Exception {
    network.answers("rebind.example.com", "93.184.215.14");
    network.thenAnswers("rebind.example.com", "127.0.0.1");
    try (Connections connections =
        new Connections(
            guard,
            (javax.net.ssl.SSLSocketFactory) javax.net.ssl.SSLSocketFactory.getDefault(),
            System::nanoTime)) {
      assertThatThrownBy(
              () ->
                  connections.tryOut(
                      "rebind.example.com", 80, false, java.time.Duration.ofSeconds(2)))
          .isInstanceOf(OutboundException.class);
    }
    assertThat(network.connections()).containsExactly("93.184.215.14:80");
    assertThat(network.lookups()).containsExactly("rebind.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0/8", "example.com", "10.0.0.1:0", "10.0.0.1:x", "[::1", ""})
  void block_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> AddressBlock.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void unwrapped_teredo_isTheHiddenAddress() throws Exception {
    byte[] hidden =
        OutboundGuard.unwrapped(InetAddress.getByName("2001:0:1:2:3:4:80ff:fffe").getAddress());
    assertThat(InetAddress.getByAddress(hidden).getHostAddress()).isEqualTo("127.0.0.1");
  }
}
