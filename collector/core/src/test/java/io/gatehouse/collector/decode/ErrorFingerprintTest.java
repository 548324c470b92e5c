// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorFingerprintTest {

  private static final String JAVA =
      "demo.App$Api.crash(App.java:48)\n"
          + "java.base/java.lang.reflect.Method.invoke(Method.java:569)\n"
          + "org.springframework.web.Handler.invoke(Handler.java:1)";

  private static long of(String trace) {
    return ErrorFingerprint.of("E", "/r", trace);
  }

  @Test
  void of_otherLineNumbersAndFrameworkFrames_isEqual() {
    assertThat(of(JAVA.replace(":48", ":97").replace("Method.java:569", "Method.java:1")))
        .isEqualTo(of(JAVA));
    assertThat(of(JAVA + "\norg.apache.catalina.X.doFilter(X.java:3)")).isEqualTo(of(JAVA));
  }

  @Test
  void of_otherOwnFrameTypeOrRoute_differs() {
    assertThat(of(JAVA.replace("crash", "other"))).isNotEqualTo(of(JAVA));
    assertThat(ErrorFingerprint.of("F", "/r", JAVA)).isNotEqualTo(of(JAVA));
    assertThat(ErrorFingerprint.of("E", "/s", JAVA)).isNotEqualTo(of(JAVA));
  }

  @Test
  void of_otherMessageInHeader_isEqual() {
    String js = "TypeError: Cannot read 1\n    at f (file:///srv/app.mjs:52:65)";
    assertThat(of(js.replace("read 1", "read 2").replace(":52:65", ":53:1"))).isEqualTo(of(js));
  }

  @Test
  void of_python_looksAtTheInnermostFrame() {
    String python =
        "Traceback (most recent call last):\n"
            + "  File \"/app/main.py\", line 10, in handler\n    a()\n"
            + "  File \"/app/shop.py\", line 20, in price\n    b()\nValueError: x";
    assertThat(of(python.replace("line 20", "line 21"))).isEqualTo(of(python));
    assertThat(of(python.replace("in price", "in other"))).isNotEqualTo(of(python));
  }

  @Test
  void of_go_ignoresAddresses() {
    String go = "main.crash(0xc000112233)\n\t/srv/main.go:12 +0x1d";
    assertThat(of(go.replace("0xc000112233", "0xc0ffee").replace("0x1d", "0x2e")))
        .isEqualTo(of(go));
  }
}
