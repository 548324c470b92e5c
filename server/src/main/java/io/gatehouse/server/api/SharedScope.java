// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.ShareLinks.ShareLink;
import io.gatehouse.catalog.ShareLinks.Shown;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Request;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The part of an app that a share link shows. Whatever its reader asks for is asked within it.
 *
 * @param link live
 */
record SharedScope(ShareLink link, App app) {

  private static final String SHARE = "share";

  /** What readers of a link cannot search by: it is not shown to them. */
  private static final Set<Filter.Field> HIDDEN = hidden();

  private static Set<Filter.Field> hidden() {
    Set<Filter.Field> fields = EnumSet.copyOf(Backend.CONTENTS);
    fields.addAll(
        EnumSet.of(
            Filter.Field.QUERY,
            Filter.Field.ERROR_TEXT,
            Filter.Field.IP,
            Filter.Field.KEY,
            Filter.Field.REFUSAL,
            Filter.Field.TRACE,
            Filter.Field.INSTANCE));
    return Set.copyOf(fields);
  }

  /** Whether the request is one of a share link's reader. */
  static boolean isShared(Request request) {
    return request.pathValues().containsKey(SHARE);
  }

  /**
   * The scope of the link that the request names, if its reader may open it.
   *
   * @throws GatehouseException when there is no such link, or its password was not told
   */
  static SharedScope of(Backend backend, Request request) {
    SharedScope found = named(backend, request);
    if (!found.link.isOpenTo(request.shareProof(), backend.clock().millis())) {
      throw new GatehouseException(
          ErrorCode.PASSWORD_NEEDED, "Whoever shared this view set a password for its link.");
    }
    return found;
  }

  /** The same without asking for a password. */
  static SharedScope named(Backend backend, Request request) {
    String secret = request.pathValue(SHARE);
    return backend
        .catalog()
        .shareLinks()
        .find(secret)
        .flatMap(
            link ->
                backend.catalog().apps().all().stream()
                    .filter(app -> app.number() == link.app())
                    .findFirst()
                    .map(app -> new SharedScope(link, app)))
        .orElseThrow(
            () -> GatehouseException.notFound("shared view; its link has ended or is", "wrong"));
  }

  /** What a filter must not have, for a link to be made of it. */
  static boolean canShow(Filter filter) {
    return filter.terms().size() <= Filter.MAX_TERMS / 2
        && filter.terms().stream().noneMatch(term -> HIDDEN.contains(term.field()));
  }

  /** The part of a view that lies within the link's. */
  View narrow(View view, Instant now) {
    Shown shown = link.shown();
    View readable = view.without(HIDDEN, " is not part of a shared view; it is left out");
    Filter own = readable.scope().filter();
    Filter fixed = FilterParser.parse(shown.filter()).filter();
    if (own.terms().size() + fixed.terms().size() > Filter.MAX_TERMS) {
      throw GatehouseException.invalid(
          "q", "The filter has " + own.terms().size() + " terms; a shared view takes fewer.");
    }
    Set<String> environments =
        shown.environment().isEmpty()
            ? readable.scope().environments()
            : Set.of(shown.environment());
    Scope scope =
        new Scope(
            app.number(),
            environments,
            within(readable.scope().range(), limits(now)),
            fixed.and(own));
    return new View(scope, null, readable.buckets(), readable.problems());
  }

  /** The range that the link shows at this moment. */
  TimeRange limits(Instant now) {
    Long from = link.shown().fromMinute();
    Long to = link.shown().toMinute();
    if (from != null && to != null) {
      return new TimeRange(from, to);
    }
    long end = now.getEpochSecond() / 60 + 1;
    return new TimeRange(end - link.shown().reachMinutes(), end);
  }

  private static TimeRange within(TimeRange wanted, TimeRange limits) {
    long from = Math.max(wanted.fromEpochMinute(), limits.fromEpochMinute());
    long to = Math.min(wanted.toEpochMinute(), limits.toEpochMinute());
    return from < to ? new TimeRange(from, to) : limits;
  }
}
