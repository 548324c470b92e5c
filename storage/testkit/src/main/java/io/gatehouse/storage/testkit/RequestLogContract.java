// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.id;
import static io.gatehouse.storage.testkit.Data.instance;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.requestLog;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.InvalidCursorException;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Ending;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLogQueries.Arrivals;
import io.gatehouse.storage.RequestLogQueries.Page;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import io.gatehouse.storage.RequestLogQueries.Strip;
import io.gatehouse.storage.RequestLogQueries.StripBar;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link io.gatehouse.storage.RequestLogQueries} must answer. */
public abstract class RequestLogContract extends StorageContract {

  private static final Scope DAY = scope(START, START + 1440);
  private static final long MICROS = START * 60_000_000;

  private List<StoredRequest> list(String filter) {
    return storage().requestLogs().list(scope(START, START + 1440, filter), null, 100).items();
  }

  @Test
  void find_storedRequest_isCompleteAndEqual() {
    RequestLog log = requestLog(id(1), MICROS + 5, "https://x.example/orders/7?a=b#c", 500);
    appendRequests(log);
    storage().writer().describeConsumers(APP, List.of(new ConsumerReport("acme", "A", "gold")));
    reopen();

    assertThat(storage().requestLogs().find(APP, id(1), null))
        .contains(new StoredRequest("prod", log, "A", "gold", true, true, true));
  }

  @Test
  void find_unknownOrForeign_isEmpty() {
    appendRequests(requestLog(id(1), MICROS, "/a", 200));

    assertThat(storage().requestLogs().find(APP, id(2), null)).isEmpty();
    assertThat(storage().requestLogs().find(APP + 1, id(1), null)).isEmpty();
  }

  @Test
  void list_leavesOutWhatIsLarge() {
    appendRequests(requestLog(id(1), MICROS, "/a", 200));

    StoredRequest item = list("").get(0);
    assertThat(item.hasLogs() && item.hasSpans() && item.hasBodies()).isTrue();
    assertThat(item.log().requestHeaders()).isEmpty();
    assertThat(item.log().responseBody()).isEqualTo(Body.NONE);
    assertThat(item.log().logs()).isEmpty();
    assertThat(item.log().spans()).isEmpty();
    assertThat(item.log().exception()).isNotNull();
  }

  @Test
  void append_sameIdAgain_isIgnoredAlsoAfterReopen() {
    appendRequests(
        requestLog(id(1), MICROS, "/first", 200), requestLog(id(1), MICROS, "/second", 200));
    reopen();
    appendRequests(requestLog(id(1), MICROS, "/third", 200));

    assertThat(list(""))
        .singleElement()
        .satisfies(r -> assertThat(r.log().url()).isEqualTo("/first"));
  }

  @Test
  void list_pages_coverAllOnceNewestFirst() {
    List<RequestLog> logs = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      logs.add(requestLog(id(i), MICROS + (i / 3) * 7L, "/a", 200));
    }
    appendRequests(logs.toArray(new RequestLog[0]));

    List<RequestLog> found = new ArrayList<>();
    String cursor = null;
    do {
      Page page = storage().requestLogs().list(DAY, cursor, 4);
      page.items().forEach(item -> found.add(item.log()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).extracting(RequestLog::id).doesNotHaveDuplicates().hasSize(25);
    assertThat(found)
        .extracting(RequestLog::startEpochMicros)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThatExceptionOfType(InvalidCursorException.class)
        .isThrownBy(() -> storage().requestLogs().list(DAY, "nonsense", 4));
  }

  @Test
  void list_filters_select() {
    appendRequests(
        requestLog(id(1), MICROS, "https://x.example/Orders/7?q=find", 500),
        RequestLog.builder(id(2), MICROS + 1, "POST", "/b", "/b?x=orders")
            .status(200)
            .requestBytes(10)
            .build());

    assertThat(list("orders")).hasSize(1);
    assertThat(list("path:/Orders/7")).hasSize(1);
    assertThat(list("status:5xx")).hasSize(1);
    assertThat(list("-method:GET")).hasSize(1);
    assertThat(list("endpoint:\"GET /orders/{id}\"")).hasSize(1);
    assertThat(list("consumer:acme")).hasSize(1);
    assertThat(list("consumer:\"\"")).hasSize(1);
    assertThat(list("duration:>1ms")).hasSize(1);
    assertThat(list("duration:<1h")).hasSize(1);
    assertThat(list("-duration:<1h")).hasSize(1);
    assertThat(list("req.size:<=10B")).hasSize(1);
    assertThat(list("res.size:2kB..3kB")).hasSize(1);
    assertThat(list("ip:192.0.*")).hasSize(1);
    assertThat(list("error:*IOException")).hasSize(1);
    assertThat(list("trace:0af7651916cd43dd8448eb211c80319c")).hasSize(1);
    assertThat(list("id:" + id(1))).hasSize(1);
    assertThat(list("has:error")).hasSize(1);
    assertThat(list("has:logs,trace")).hasSize(1);
    assertThat(list("-has:body")).hasSize(1);
    assertThat(list("has:body status:200")).isEmpty();
    assertThat(list("host:x.example")).hasSize(1);
    assertThat(list("query:find")).hasSize(1);
    assertThat(list("query:ORDERS")).hasSize(1);
    assertThat(list("error.text:gone")).hasSize(1);
    assertThat(list("error.text:\"at y\"")).hasSize(1);
    assertThat(list("log:careful")).hasSize(1);
    assertThat(list("-log:careful")).hasSize(1);
  }

  @Test
  void list_headers_selectByNameAndValue() {
    appendRequests(
        requestLog(id(1), MICROS, "/a", 200).toBuilder()
            .requestHeaders(List.of(new Header("X-Tenant", "north (1)"), new Header("Age", "17")))
            .build(),
        requestLog(id(2), MICROS + 1, "/b", 200));

    assertThat(list("header.x-tenant:\"north (1)\"")).hasSize(1);
    assertThat(list("header.x-tenant:north")).isEmpty();
    assertThat(list("header.x-tenant:north*")).hasSize(1);
    assertThat(list("req.header.X-TENANT:*(1)")).hasSize(1);
    assertThat(list("res.header.x-tenant:*")).isEmpty();
    assertThat(list("-header.x-tenant:*")).hasSize(1);
    assertThat(list("header.tenant:*")).isEmpty();
    assertThat(list("header.age:>16")).hasSize(1);
    assertThat(list("header.age:>17")).isEmpty();
    assertThat(list("header.x-tenant:*17")).isEmpty();
  }

  @Test
  void list_placesInBodies_select() {
    appendRequests(
        body(1, "{\"total\":42.5,\"customer\":{\"id\":\"c-1\",\"name\":\"Zoë \\\"Z\\\"\"}}", null),
        body(2, "{\"total\":7,\"customer\":{\"id\":\"c-2\"}}", null),
        body(3, "no json, customer c-1", null),
        body(4, null, "{\"items\":[{\"sku\":\"a\"},{\"sku\":\"b\"}]}"));

    assertThat(list("body.customer.id:c-1")).hasSize(1);
    assertThat(list("req.body.customer.id:c-1,c-2")).hasSize(2);
    assertThat(list("res.body.customer.id:c-1")).isEmpty();
    assertThat(list("-body.customer.id:c-1")).hasSize(3);
    assertThat(list("body.customer.id:c-*")).hasSize(2);
    assertThat(list("body.customer.name:\"Zoë \\\"Z\\\"\"")).hasSize(1);
    assertThat(list("body.total:>10")).hasSize(1);
    assertThat(list("body.total:7..50")).hasSize(2);
    assertThat(list("body.total:<7")).isEmpty();
    assertThat(list("body.items[1].sku:b")).hasSize(1);
    assertThat(list("body.items[*].sku:b")).hasSize(1);
    assertThat(list("body.items[0].sku:b")).isEmpty();
    assertThat(list("body.nothing.here:1")).isEmpty();
    assertThat(list("body:C-1")).hasSize(2);
    assertThat(list("body:\"no json\"")).hasSize(1);
    assertThat(list("-body:c-1")).hasSize(2);
  }

  private static RequestLog body(long id, @Nullable String request, @Nullable String response) {
    return requestLog(id(id), MICROS + id, "/a", 200).toBuilder()
        .requestBody(request == null ? Body.NONE : Body.ofText(request))
        .responseBody(response == null ? Body.NONE : Body.ofText(response))
        .build();
  }

  @Test
  void list_attributesEndingsAndVersions_select() {
    UUID slot = UUID.randomUUID();
    storage()
        .writer()
        .append(
            List.of(
                batch(START)
                    .instance(instance(slot, true, "4.12.0"))
                    .requestLogs(
                        List.of(
                            requestLog(id(1), MICROS, "/a", 200).toBuilder()
                                .instance(slot)
                                .ending(Ending.FAILED)
                                .attributesJson("{\"app.tenant\":\"north\",\"n\":3}")
                                .build(),
                            requestLog(id(2), MICROS, "/b", 200).toBuilder()
                                .ending(Ending.ABORTED)
                                .build(),
                            requestLog(id(3), MICROS, "/c", 200)))
                    .build()),
            new LogPosition(0, 1));

    assertThat(list("attr.app.tenant:north")).hasSize(1);
    assertThat(list("attr.n:>=3")).hasSize(1);
    assertThat(list("attr.n:>3")).isEmpty();
    assertThat(list("version:4.12.0")).hasSize(1);
    assertThat(list("version:4.*")).hasSize(1);
    assertThat(list("-version:4.*")).hasSize(2);
    assertThat(list("status:failed")).hasSize(1);
    assertThat(list("status:aborted")).hasSize(1);
    assertThat(list("-status:failed,aborted")).hasSize(1);
  }

  /** What a day later is in files must be found like what is in tables. */
  @Test
  void sealed_daysThatAreOver_areFoundAsBefore() {
    appendRequests(
        requestLog(id(1), MICROS + 1, "/one", 500),
        requestLog(id(2), MICROS + 2, "/two", 200),
        requestLog(id(3), MICROS + 1440 * 60_000_000L, "/next-day", 200));
    RequestLog first = requestLog(id(1), MICROS + 1, "/one", 500);
    storage().maintenance().compact(millis(at(3, 0)));
    appendRequests(requestLog(id(4), MICROS + 3, "/late", 200), first);
    reopen();

    Scope all = scope(START, START + 3 * 1440);
    assertThat(storage().requestLogs().list(all, null, 100).items())
        .extracting(item -> item.log().url())
        .containsExactly("/next-day", "/late", "/two", "/one");
    assertThat(storage().requestLogs().find(APP, id(1), null).orElseThrow().log()).isEqualTo(first);
    assertThat(storage().requestLogs().find(APP, id(1), MICROS + 1).orElseThrow().log())
        .isEqualTo(first);
    assertThat(storage().requestLogs().find(APP, id(1), MICROS + 2)).isEmpty();
    assertThat(list("has:body status:500")).hasSize(1);
    assertThat(list("log:careful")).hasSize(3);
    assertThat(list("body:2028")).isEmpty();
    assertThat(list("header.accept:é")).hasSize(3);
    assertThat(storage().maintenance().size().requestLogs()).isEqualTo(4);
  }

  @Test
  void k4_keyAndRefusal_select() {
    appendRequests(
        requestLog(id(1), MICROS + 1, "/refused", 403),
        RequestLog.builder(id(2), MICROS + 2, "GET", "/b", "/let-in")
            .key(new KeyUse("aaaaaaaaaaaa", ""))
            .build(),
        RequestLog.builder(id(3), MICROS + 3, "GET", "/b", "/unknown")
            .key(new KeyUse("", "missing"))
            .build(),
        RequestLog.builder(id(4), MICROS + 4, "GET", "/b", "/open").build());
    for (int round = 0; round < 2; round++) {
      assertThat(urls("key:0a1b2c3d4e5f")).containsExactly("/refused");
      assertThat(urls("key:aaaaaaaaaaaa,0a1b2c3d4e5f")).containsExactly("/let-in", "/refused");
      assertThat(urls("key:\"\"")).containsExactly("/open", "/unknown");
      assertThat(urls("-refusal:\"\"")).containsExactly("/unknown", "/refused");
      assertThat(urls("refusal:missing")).containsExactly("/unknown");
      assertThat(list("refusal:missing").get(0).log().key()).isEqualTo(new KeyUse("", "missing"));
      assertThat(list("").get(0).log().key()).isNull();
      storage().maintenance().compact(millis(at(3, 0)));
    }
  }

  /** K4: a request's own word, its batch's, what its process said last, or nothing. */
  @Test
  void k4_version_isThatOfWhoAnswered() {
    UUID process = new UUID(4, 1);
    List<RequestLog> told =
        List.of(
            bareRequest(1, "/of-batch").build(),
            bareRequest(2, "/own").version("0.9").build(),
            bareRequest(3, "/of-process").instance(process).build(),
            bareRequest(4, "/of-another").instance(new UUID(4, 9)).build());
    Batch batch = batch(START).instance(instance(process, true, "1.0")).requestLogs(told).build();
    storage().writer().append(List.of(batch), new LogPosition(0, 1));
    appendRequests(
        bareRequest(5, "/of-process-later").instance(process).build(),
        bareRequest(6, "/of-nobody").build());
    for (int round = 0; round < 2; round++) {
      assertThat(list(""))
          .extracting(item -> item.log().url(), item -> item.log().version())
          .containsExactly(
              tuple("/of-nobody", null),
              tuple("/of-process-later", "1.0"),
              tuple("/of-another", null),
              tuple("/of-process", "1.0"),
              tuple("/own", "0.9"),
              tuple("/of-batch", "1.0"));
      assertThat(storage().requestLogs().find(APP, id(2), null).orElseThrow().log().version())
          .isEqualTo("0.9");
      storage().maintenance().compact(millis(at(3, 0)));
    }
  }

  private static RequestLog.Builder bareRequest(int number, String url) {
    return RequestLog.builder(id(number), MICROS + number, "GET", "/a", url);
  }

  private List<String> urls(String filter) {
    return list(filter).stream().map(item -> item.log().url()).toList();
  }

  /** A search that finds little reads many days at a time, which must not show. */
  @Test
  void sealed_manyDays_rareOnesAreFoundPageByPage() {
    int days = 20;
    List<RequestLog> logs = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      long micros = MICROS + day * 86_400_000_000L;
      logs.add(requestLog(id(2L * day + 1), micros + 1, "/a", 200));
      logs.add(requestLog(id(2L * day + 2), micros + 2, "/b", day % 3 == 0 ? 503 : 200));
    }
    appendRequests(logs.toArray(RequestLog[]::new));
    storage().maintenance().compact(millis(at(days + 2, 0)));
    Scope rare = scope(START, START + days * 1440L, "status:503");

    List<UUID> found = new ArrayList<>();
    String cursor = null;
    do {
      Page page = storage().requestLogs().list(rare, cursor, 2);
      page.items().forEach(item -> found.add(item.log().id()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).containsExactly(id(38), id(32), id(26), id(20), id(14), id(8), id(2));
    assertThat(storage().requestLogs().strip(rare, new Buckets(1440, ZoneOffset.UTC)).bars())
        .hasSize(7)
        .allSatisfy(bar -> assertThat(bar.serverErrors()).isEqualTo(1));
  }

  @Test
  void sealed_pages_coverAllOnceNewestFirst() {
    List<RequestLog> logs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      logs.add(requestLog(id(i), MICROS + (i % 20) * 240L * 60_000_000L, "/a", 200));
    }
    appendRequests(logs.toArray(new RequestLog[0]));
    storage().maintenance().compact(millis(at(3, 0)));

    List<RequestLog> found = new ArrayList<>();
    String cursor = null;
    do {
      Page page = storage().requestLogs().list(scope(START, START + 9 * 1440), cursor, 7);
      page.items().forEach(item -> found.add(item.log()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).extracting(RequestLog::id).doesNotHaveDuplicates().hasSize(60);
    assertThat(found)
        .extracting(RequestLog::startEpochMicros)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void sealed_appIsForgotten_nothingIsLeft() {
    appendRequests(requestLog(id(1), MICROS, "/a", 200));
    storage().maintenance().compact(millis(at(3, 0)));
    storage().maintenance().forgetApp(APP);

    assertThat(list("")).isEmpty();
    assertThat(storage().maintenance().size().requestLogs()).isZero();
  }

  @Test
  void strip_countsByClassAndBar() {
    appendRequests(
        requestLog(id(1), MICROS, "/a", 200),
        requestLog(id(2), MICROS, "/a", 404),
        requestLog(id(3), MICROS, "/a", 302),
        requestLog(id(4), MICROS + 60 * 60_000_000L, "/a", 500),
        requestLog(id(5), MICROS, "/a", 200).toBuilder().ending(Ending.FAILED).build(),
        requestLog(id(6), MICROS, "/a", 0).toBuilder().ending(Ending.ABORTED).build());
    Buckets hours = new Buckets(60, ZoneOffset.UTC);

    Strip strip = storage().requestLogs().strip(DAY, hours);
    assertThat(strip.bars())
        .containsExactly(new StripBar(START, 2, 1, 1, 1), new StripBar(START + 60, 0, 0, 0, 1));
    assertThat(strip.searchedToEpochMicros()).isNull();
    storage().maintenance().compact(millis(at(3, 0)));
    assertThat(storage().requestLogs().strip(DAY, hours)).isEqualTo(strip);
    Scope errors = scope(START, START + 1440, "status:500");
    assertThat(storage().requestLogs().strip(errors, hours).bars())
        .containsExactly(new StripBar(START + 60, 0, 0, 0, 1));
  }

  @Test
  void arrivals_sinceMark_areWhatCameAfter() {
    appendRequests(requestLog(id(1), MICROS, "/a", 200));
    Arrivals start = storage().requestLogs().arrivals(DAY, null, 100);
    appendRequests(
        requestLog(id(2), MICROS - 5, "/earlier-but-new", 200),
        requestLog(id(3), MICROS + 5, "/b", 500),
        requestLog(id(4), MICROS + 6, "/c", 500));

    assertThat(start.items()).isEmpty();
    Arrivals next = storage().requestLogs().arrivals(scope(START - 9, START + 9), start.mark(), 9);
    assertThat(next.items())
        .extracting(item -> item.log().url())
        .containsExactly("/earlier-but-new", "/b", "/c");
    Scope errors = scope(START, START + 9, "status:500");
    Arrivals limited = storage().requestLogs().arrivals(errors, start.mark(), 1);
    assertThat(limited.items()).extracting(item -> item.log().url()).containsExactly("/c");
    assertThat(limited.skipped()).isEqualTo(1);
    assertThat(storage().requestLogs().arrivals(DAY, next.mark(), 9).items()).isEmpty();
    assertThatExceptionOfType(InvalidCursorException.class)
        .isThrownBy(() -> storage().requestLogs().arrivals(DAY, "nonsense", 4));
  }

  @Test
  void find_spansAndLogsThatCameByThemselves_arePartOfIt() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    RequestLog log =
        requestLog(id(1), MICROS, "/a", 200).toBuilder()
            .traceId(trace)
            .exception(null)
            .spans(List.of())
            .logs(List.of())
            .build();
    RequestLog.Span span =
        new RequestLog.Span(
            "00f067aa0ba902b8",
            null,
            "GET",
            "client",
            MICROS * 1000,
            MICROS * 1000 + 9,
            "OK",
            "{}");
    LogLine line = new LogLine(MICROS + 3, "error", "lost", "x.Y", null, null);
    TraceLog failure =
        new TraceLog(
            new MessageId(1, 2),
            trace,
            null,
            line,
            new RequestLog.ExceptionInfo("X", "gone", "at x", null));
    storage()
        .writer()
        .append(
            List.of(
                batch(START)
                    .spans(List.of(new TraceSpan(trace, span), new TraceSpan("00", span)))
                    .logs(List.of(failure, failure))
                    .build(),
                batch(START).requestLogs(List.of(log)).build()),
            new LogPosition(0, 1));

    for (int days : new int[] {0, 3}) {
      storage().maintenance().compact(millis(at(days, 0)));
      StoredRequest found = storage().requestLogs().find(APP, id(1), null).orElseThrow();
      assertThat(found.log().spans()).containsExactly(span);
      assertThat(found.log().logs()).containsExactly(line);
      assertThat(found.log().exception()).isEqualTo(failure.exception());
      assertThat(found.hasLogs() && found.hasSpans()).isTrue();
      assertThat(list("has:logs")).hasSize(1);
      assertThat(list("has:trace log:lost")).hasSize(1);
      assertThat(storage().requestLogs().ofTrace(APP, trace, DAY.range())).hasSize(1);
      assertThat(storage().requestLogs().ofTrace(APP + 1, trace, DAY.range())).isEmpty();
    }
  }

  @Test
  void list_instanceAndEnvironment_select() {
    UUID slot = UUID.randomUUID();
    RequestLog plain = requestLog(id(1), MICROS, "/a", 200);
    RequestLog log =
        plain.toBuilder()
            .instance(slot)
            .corrected("fixed")
            .ending(Ending.FAILED)
            .weight(0)
            .attributesJson("{\"tenant\":\"north\"}")
            .build();
    appendRequests(log, requestLog(id(2), MICROS, "/a", 200));

    assertThat(list("instance:" + slot)).hasSize(1);
    assertThat(storage().requestLogs().find(APP, id(1), null).orElseThrow().log()).isEqualTo(log);
    Scope elsewhere = new Scope(APP, Set.of("staging"), DAY.range(), DAY.filter());
    assertThat(storage().requestLogs().list(elsewhere, null, 9).items()).isEmpty();
  }
}
