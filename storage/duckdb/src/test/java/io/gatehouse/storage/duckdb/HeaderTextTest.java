// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.RequestLog.Header;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderTextTest {

  @Test
  void write_anyFields_readsThemAgain() {
    List<Header> headers =
        List.of(
            new Header(":path", "/a: b"),
            new Header("Accept", ""),
            new Header("accept", "x: y: z"),
            new Header("X-Note", "ünï ✓"));

    assertThat(HeaderText.read(HeaderText.write(headers))).isEqualTo(headers);
    assertThat(HeaderText.write(List.of())).isNull();
    assertThat(HeaderText.read(null)).isEmpty();
  }

  @Test
  void write_lineFeeds_areBlanks() {
    String text = HeaderText.write(List.of(new Header("a\nb", "c\r\nevil: d")));

    assertThat(HeaderText.read(text)).containsExactly(new Header("a b", "c  evil: d"));
  }
}
