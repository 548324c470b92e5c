// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPartsTest {

  @ParameterizedTest
  @CsvSource({
    "https://x.example/a/b?c=/d#e, https://x.example, /a/b, ?c=/d#e",
    "https://x.example, https://x.example, '', ''",
    "https://x.example?a=/b, https://x.example, '', ?a=/b",
    "/a?u=http://y/z, '', /a, ?u=http://y/z",
    "'', '', '', ''",
    "://, '', ://, ''",
    "http://, http://, '', ''",
    "a/b://c, '', a/b://c, ''"
  })
  void of_anyUrl_partsMakeItUpAgain(String url, String origin, String path, String query) {
    assertThat(UrlParts.of(url)).isEqualTo(new UrlParts(origin, path, query));
    assertThat(origin + path + query).isEqualTo(url);
  }
}
