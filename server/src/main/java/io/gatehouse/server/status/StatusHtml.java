// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.alerting.outbound.Texts;
import io.gatehouse.catalog.StatusPosts.Post;
import io.gatehouse.catalog.StatusPosts.Update;
import io.gatehouse.server.status.PublicPage.Part;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A status page as HTML that needs nothing else: no script, no file but its icon. What would make
 * it longer than {@link #MOST_BYTES} is left out: the oldest posts, then charts, then bars.
 */
final class StatusHtml {

  static final int MOST_BYTES = 30_000;

  private static final int FIRST_POST_CHARS = 1_500;
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final PublicPage page;
  private final String style;

  private StatusHtml(PublicPage page, String style) {
    this.page = page;
    this.style = style;
  }

  /** How much is told, from all to what always fits. */
  private enum Detail {
    ALL(10, 2_000, 64),
    BARS(10, 2_000, 64),
    WORDS(5, 1_000, 64),
    SHORT(1, 300, 20);

    private final int most;
    private final int text;
    private final int name;

    /**
     * @param most posts of a kind, and updates of a post
     * @param text characters of an update
     * @param name characters of a component
     */
    Detail(int most, int text, int name) {
      this.most = most;
      this.text = text;
      this.name = name;
    }

    boolean isDrawn() {
      return this == ALL || this == BARS;
    }
  }

  /**
   * @param style what stands in its style element
   */
  static String of(PublicPage page, String style) {
    StatusHtml html = new StatusHtml(page, style);
    for (Detail detail : Detail.values()) {
      Markup start = html.start(detail);
      if (start.bytes() < MOST_BYTES - FIRST_POST_CHARS || detail == Detail.SHORT) {
        return html.finish(start, detail);
      }
    }
    throw new IllegalStateException("there is a last detail");
  }

  static String time(long millis) {
    return SHOWN.format(Instant.ofEpochMilli(millis));
  }

  private static Markup time(Markup out, long millis) {
    return out.add("<time datetime=")
        .add(Instant.ofEpochMilli(millis).toString())
        .add(">")
        .add(time(millis))
        .add("</time>");
  }

  /** Everything up to the posts that are over. */
  private Markup start(Detail detail) {
    String slug = page.terms().slug();
    Markup out = new Markup();
    out.add("<!doctype html><html lang=en><head><meta charset=utf-8><title>");
    out.text(page.terms().title()).add(": ").add(page.headline()).add("</title>");
    out.add("<meta name=viewport content=\"width=device-width,initial-scale=1\">");
    out.add("<meta name=color-scheme content=\"light dark\"><link rel=icon href=\"");
    out.add(slug).add("/icon.svg\"><link rel=alternate type=\"application/atom+xml\" href=\"");
    out.add(slug).add("/feed.atom\"><style>").add(style);
    out.add("</style></head><body><main><header><h1>");
    out.text(page.terms().title()).add("</h1>");
    if (!page.terms().about().isEmpty()) {
      out.add("<p class=q>").text(page.terms().about()).add("</p>");
    }
    out.add("</header><p class=\"h ").add(page.state().mark()).add("\" role=status><b>");
    out.add(page.headline()).add("</b> ");
    time(out, page.atMillis()).add("</p>");
    posts(out, "Now", page.current(), detail);
    components(out, detail);
    posts(out, "Planned maintenance", page.planned(), detail);
    return out;
  }

  private void components(Markup out, Detail detail) {
    String group = "";
    boolean open = false;
    for (Part part : page.parts()) {
      if (!open || !part.group().equals(group)) {
        out.add(open ? "</ul><h2>" : "<h2>");
        out.text(part.group().isEmpty() ? "Systems" : Texts.oneLine(part.group(), detail.name))
            .add("</h2><ul class=c>");
        open = true;
        group = part.group();
      }
      out.add("<li><p class=r><b>").text(Texts.oneLine(part.name(), detail.name));
      out.add("</b><i class=").add(part.state().mark()).add(">").add(part.state().word());
      out.add("</i></p>");
      if (detail.isDrawn()) {
        StatusBars.bars(out, part);
      }
      // HTML lets the ends of the paragraph and the item be left out.
      out.add("<p class=e>").add(StatusBars.words(part));
      if (detail == Detail.ALL) {
        StatusBars.latency(out, part);
      }
    }
    if (!open) {
      return;
    }
    out.add("</ul>");
    if (detail.isDrawn()) {
      legend(out);
    }
  }

  private static void legend(Markup out) {
    out.add("<p class=y>A bar is a day (UTC): <i class=u>up</i><i class=p>partly down</i>");
    out.add("<i class=d>down most of the time, full height</i><i class=m>maintenance</i>");
    out.add("<i class=n>no data, flat</i></p>");
  }

  private void posts(Markup out, String title, List<Post> posts, Detail detail) {
    out.add(posts.isEmpty() ? "" : "<h2>" + title + "</h2>");
    for (Post post : posts.subList(0, Math.min(detail.most, posts.size()))) {
      out.add(post(post, detail));
    }
  }

  private Markup post(Post post, Detail detail) {
    Markup out = new Markup();
    boolean planned = post.kind().equals("maintenance");
    State mark =
        planned
            ? State.MAINTENANCE
            : switch (post.terms().impact()) {
              case "outage" -> State.DOWN;
              case "degraded" -> State.DEGRADED;
              default -> State.UNKNOWN;
            };
    out.add("<article class=\"i ").add(mark.mark()).add("\" id=p-").add(post.id()).add("><h3>");
    out.text(post.terms().title()).add("</h3><p class=q>").add(kind(post));
    List<String> names = page.names(post);
    if (!names.isEmpty()) {
      out.add(" · ").text(String.join(", ", names));
    }
    out.add(" · ");
    time(out, post.terms().startsAt());
    if (post.terms().endsAt() > 0) {
      time(out.add(" to "), post.terms().endsAt());
    }
    out.add("</p><ol>");
    List<Update> updates = post.updates();
    for (Update update : updates.subList(0, Math.min(detail.most, updates.size()))) {
      String text = update.text();
      boolean cut = text.codePointCount(0, text.length()) > detail.text;
      out.add("<li><b>").add(word(update.state())).add("</b> ");
      time(out, update.at()).add("<p>");
      out.lines(cut ? text.substring(0, text.offsetByCodePoints(0, detail.text)) : text);
      out.add(cut ? "…</p></li>" : "</p></li>");
    }
    return out.add("</ol></article>");
  }

  private static String kind(Post post) {
    if (post.kind().equals("maintenance")) {
      return "Planned maintenance";
    }
    return switch (post.terms().impact()) {
      case "outage" -> "Outage";
      case "degraded" -> "Degraded";
      default -> "Notice";
    };
  }

  /** A state of a post with a capital letter. */
  static String word(String state) {
    return state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
  }

  private String finish(Markup out, Detail detail) {
    String end = end();
    int room = MOST_BYTES - end.length() - 300;
    boolean whole = true;
    int shown = 0;
    for (Post post : page.past()) {
      Markup next = post(post, detail);
      if (out.bytes() + next.bytes() > room) {
        whole = false;
        break;
      }
      out.add(shown++ == 0 ? "<h2>Past</h2>" : "").add(next);
    }
    if (page.past().isEmpty() && page.current().isEmpty()) {
      out.add("<h2>Past</h2><p class=q>No incident was told here yet.</p>");
    }
    if (!whole) {
      out.add("<p class=q>Earlier ones are in the feed.</p>");
    }
    return out.add(end).toString();
  }

  private String end() {
    return "</main><footer><a href=\""
        + page.terms().slug()
        + "/feed.atom\">Subscribe to the feed (Atom)</a><span>All times in UTC</span></footer>"
        + "</body></html>";
  }
}
