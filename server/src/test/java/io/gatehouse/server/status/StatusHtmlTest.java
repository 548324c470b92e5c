// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.catalog.StatusPages.Terms;
import io.gatehouse.catalog.StatusPosts.Post;
import io.gatehouse.catalog.StatusPosts.Update;
import io.gatehouse.server.status.PublicPage.Part;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusHtmlTest {

  private static final long NOW = 1_780_000_000_000L;
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final String STYLE = ":root{--own:#0f766e}";

  private static Part part(int i, String name, List<State> days, boolean latency) {
    List<Integer> latencies =
        latency
            ? IntStream.range(0, days.size()).mapToObj(day -> 40 + (i * 7 + day * 13) % 90).toList()
            : List.of();
    return new Part("c" + i, name, "Group " + i / 10, State.UP, days, 0.99987, latencies);
  }

  private static Post post(String id, String title, String text, String state) {
    return new Post(
        id,
        "page",
        "incident",
        new io.gatehouse.catalog.StatusPosts.Terms(
            title, "outage", List.of("c0"), NOW - 9_000_000, state.equals("resolved") ? NOW : 0),
        null,
        List.of(new Update("u-" + id, NOW - 60_000, state, text, "ines@example.com")),
        NOW,
        "ines@example.com");
  }

  private static PublicPage page(String text, List<Part> parts, List<Post> past) {
    return new PublicPage(
        new Terms("harbour", text, text, "#0f766e", true),
        State.UP,
        parts,
        List.of(post("1", text, text, "identified")),
        List.of(),
        past,
        NOW);
  }

  private static List<State> days(State... pattern) {
    List<State> days = new ArrayList<>();
    for (int i = 0; i < PublicPage.DAYS; i++) {
      days.add(pattern[i % pattern.length]);
    }
    return days;
  }

  private static int bytes(String html) {
    return html.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void of_fiftyComponentsOfAnEventfulQuarter_isDrawnWholeWithin30KB() {
    SplittableRandom random = new SplittableRandom(7);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      List<State> days = new ArrayList<>(Collections.nCopies(PublicPage.DAYS, State.UP));
      for (int event = 0; event < 4; event++) {
        days.set(
            random.nextInt(90),
            days(State.UNKNOWN, State.DOWN, State.DEGRADED, State.MAINTENANCE)
                .get(random.nextInt(4)));
      }
      parts.add(part(i, "Component with a usual name " + i, days, i < 10));
    }
    List<Post> past = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      past.add(post("old" + i, "Old " + i, "It took a while. ".repeat(20), "resolved"));
    }
    String html = StatusHtml.of(page("Harbour", parts, past), STYLE);
    assertThat(bytes(html)).isLessThanOrEqualTo(StatusHtml.MOST_BYTES);
    assertThat(html.split("<svg class=b", -1)).hasSize(51);
    assertThat(html.split("<svg class=g", -1)).hasSize(11);
    assertThat(html).contains("Old 0").contains("Earlier ones are in the feed.");
  }

  /** Even what nobody has: another state each day, the longest names, of four bytes a character. */
  @Test
  void of_theWorstOfAll_isWithin30KB() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      List<State> days = days(State.UP, State.DOWN, State.UNKNOWN, State.DEGRADED);
      String name = "\ud83d\ude00".repeat(64);
      parts.add(new Part("c" + i, name, i + name, State.UP, days, 0.5, List.of()));
    }
    PublicPage page = page("&".repeat(500), parts, List.of());
    List<Post> many =
        Collections.nCopies(30, post("1", "&".repeat(128), "&".repeat(2_000), "identified"));
    PublicPage worst =
        new PublicPage(
            new Terms("harbour", "&".repeat(64), "&".repeat(500), "#0f766e", true),
            page.state(),
            parts,
            many,
            many,
            many,
            NOW);
    String html = StatusHtml.of(worst, STYLE);
    assertThat(bytes(html)).isLessThanOrEqualTo(StatusHtml.MOST_BYTES);
    assertThat(html).contains("with trouble").endsWith("</html>");
  }

  /** Whatever people write, the page has the same elements and attributes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</title></style><svg onload=alert(1)>",
        "]]><![CDATA[x",
        "&lt;script&gt; &amp;&#60;b&#62;",
        "javascript:alert(1)",
        "\u202ecodnelis\u202c \u0000\u001b[31m",
        "\ud800 half and \uffff none",
        "<!-- --><!doctype x><?php ?>",
        "{{7*7}} ${7*7} <%= 7*7 %>",
        "</svg><path d=\"M0\">"
      })
  void of_hostileText_isTextOnly(String hostile) throws Exception {
    PublicPage plain = page("Plain", List.of(part(0, "Plain", days(State.UP), true)), List.of());
    PublicPage bad = page(hostile, List.of(part(0, hostile, days(State.UP), true)), List.of());
    assertThat(tags(StatusHtml.of(bad, STYLE))).isEqualTo(tags(StatusHtml.of(plain, STYLE)));
    assertThat(tags(StatusBadge.of(hostile, State.UP)).stream().map(StatusHtmlTest::name))
        .isEqualTo(
            tags(StatusBadge.of("Plain", State.UP)).stream().map(StatusHtmlTest::name).toList());
    for (String xml :
        List.of(
            StatusBadge.of(hostile, State.DOWN),
            StatusFeed.of(bad, "https://example.com/status/harbour", "1", NOW))) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static List<String> tags(String html) {
    return TAG.matcher(html).results().map(MatchResult::group).toList();
  }

  private static String name(String tag) {
    return tag.split("[ >]", 2)[0];
  }

  @Test
  void dashes_ofEachState_coverNinetyDays() {
    List<State> days = new ArrayList<>(days(State.UP));
    days.set(0, State.UNKNOWN);
    days.set(40, State.DOWN);
    days.set(41, State.DOWN);
    assertThat(StatusBars.dashes(days, State.UP)).isEqualTo("0,1,39,2,48,0");
    assertThat(StatusBars.dashes(days, State.DOWN)).isEqualTo("0,40,2,48");
    assertThat(StatusBars.dashes(days, State.UNKNOWN)).isEqualTo("1,89");
    assertThat(StatusBars.moves(days, State.UP)).isEqualTo("M1,10h39m2,0h48");
    assertThat(StatusBars.moves(days, State.DOWN)).isEqualTo("M40,10h2");
  }

  @Test
  void words_sayWhatTheBarsShow() {
    List<State> days = new ArrayList<>(days(State.UP));
    days.set(0, State.UNKNOWN);
    days.set(40, State.DOWN);
    days.set(60, State.DEGRADED);
    Part part = new Part("a", "A", "", State.UP, days, 0.999_999, List.of());
    assertThat(StatusBars.words(part))
        .isEqualTo("99.99 % up, 2 days with trouble, 1 day without data");
    Part empty = new Part("a", "A", "", State.UNKNOWN, days(State.UNKNOWN), null, List.of());
    assertThat(StatusBars.words(empty)).isEqualTo("no data yet");
  }
}
