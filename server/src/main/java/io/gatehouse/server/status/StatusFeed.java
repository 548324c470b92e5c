// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.catalog.StatusPosts.Post;
import io.gatehouse.catalog.StatusPosts.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What was told on a status page as an Atom feed (RFC 4287), each update by itself. */
final class StatusFeed {

  private static final int MOST = 50;

  private StatusFeed() {}

  private record Told(Post post, Update update) {}

  /**
   * @param address of the page
   * @param id of the page, which stays when its address changes
   */
  static String of(PublicPage page, String address, String id, long createdAt) {
    List<Told> told = new ArrayList<>();
    Stream.of(page.current(), page.planned(), page.past())
        .flatMap(List::stream)
        .forEach(post -> post.updates().forEach(update -> told.add(new Told(post, update))));
    told.sort(Comparator.comparingLong((Told one) -> one.update().at()).reversed());
    long changed = told.isEmpty() ? createdAt : told.get(0).update().at();
    Markup out = new Markup();
    out.add("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.add("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><id>urn:uuid:").add(id);
    out.add("</id><title>").text(page.terms().title()).add("</title><updated>");
    out.add(Instant.ofEpochMilli(changed).toString()).add("</updated><author><name>");
    out.text(page.terms().title()).add("</name></author><link rel=\"self\" href=\"");
    out.text(address).add("/feed.atom\"/><link rel=\"alternate\" type=\"text/html\" href=\"");
    out.text(address).add("\"/><icon>").text(address).add("/icon.svg</icon>");
    for (Told one : told.subList(0, Math.min(MOST, told.size()))) {
      entry(out, page, address, one);
    }
    return out.add("</feed>\n").toString();
  }

  private static void entry(Markup out, PublicPage page, String address, Told told) {
    Post post = told.post();
    Instant at = Instant.ofEpochMilli(told.update().at());
    out.add("<entry><id>urn:uuid:").add(told.update().id()).add("</id><title>");
    out.add(StatusHtml.word(told.update().state())).add(": ").text(post.terms().title());
    out.add("</title><updated>").add(at.toString()).add("</updated><published>");
    out.add(at.toString()).add("</published><link rel=\"alternate\" type=\"text/html\" href=\"");
    out.text(address).add("#p-").add(post.id()).add("\"/><category term=\"").add(post.kind());
    out.add("\"/><content type=\"text\">");
    if (post.kind().equals("maintenance")) {
      out.add(StatusHtml.time(post.terms().startsAt())).add(" to ");
      out.add(StatusHtml.time(post.terms().endsAt())).add(".\n");
    }
    List<String> names = page.names(post);
    if (!names.isEmpty()) {
      out.text(String.join(", ", names)).add(".\n");
    }
    out.lines(told.update().text()).add("</content></entry>");
  }
}
