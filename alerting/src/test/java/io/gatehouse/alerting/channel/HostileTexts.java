// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import java.util.ArrayList;
import java.util.List;

/** Texts that do something somewhere when they are not escaped. */
final class HostileTexts {

  private static final List<String> BASE =
      List.of(
          "@everyone",
          "@here",
          "@channel",
          "<!channel>",
          "<!here>",
          "<!everyone>",
          "<!subteam^S123|team>",
          "<@U12345>",
          "<#C12345>",
          "<@&123456>",
          "<@!123456>",
          "<at>Ines</at>",
          "<https://evil.example|click>",
          "[click](https://evil.example)",
          "![x](https://evil.example/x.png)",
          "<a href=\"https://evil.example\">click</a>",
          "<img src=x onerror=alert(1)>",
          "<script>alert(1)</script>",
          "\"><script>alert(1)</script>",
          "' onmouseover='alert(1)",
          "&lt;script&gt;",
          "&amp;&#60;!channel&#62;",
          "*bold* _it_ ~no~ `code` ```block```",
          "# Heading",
          "> quote",
          "||spoiler||",
          "- [ ] task",
          ":rotating_light: :smile:",
          "line\r\nBcc: everybody@example.com\r\n\r\nbody",
          "line\nsecond",
          "\u2028separator\u2029",
          "\u202ecodnelis\u202c",
          "\u200b@\u200beveryone",
          "\u0000null\u0007bell\u001b[31mred",
          "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
          "%0d%0aSet-Cookie: x",
          "=cmd|' /C calc'!A0",
          "javascript:alert(1)",
          "\ud83d\ude00 emoji and \ud800 half",
          "\\@everyone \\<!here>",
          "=?utf-8?q?=3Cscript=3E?=",
          "]]>",
          "<![CDATA[x]]>",
          "</style></title></head>",
          "x".repeat(5_000));

  private HostileTexts() {}

  /** Each by itself, in a sentence, in a route, and twice. */
  static List<String> all() {
    List<String> all = new ArrayList<>();
    for (String text : BASE) {
      all.add(text);
      all.add("GET /items/" + text + " failed");
      all.add("before " + text);
      all.add(text + " after");
      all.add(text + text);
      all.add("(" + text + ")");
      all.add("\"" + text + "\"");
    }
    return all;
  }
}
