// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.requestLog;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.InvalidCursorException;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance.RetentionLimits;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLogQueries.Page;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import io.gatehouse.storage.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link io.gatehouse.storage.RequestLogQueries} must answer. */
public abstract class RequestLogContract extends StorageContract {

  private static final Scope DAY = scope(START, START + 1440);
  private static final long MICROS = START * 60_000_000;

  private void append(RequestLog... logs) {
    storage()
        .writer()
        .append(List.of(batch(START).requestLogs(List.of(logs)).build()), new LogPosition(0, 1));
  }

  private static UUID id(long number) {
    return new UUID(0x8000_0000_0000_4000L | number << 20, 0x8000_0000_0000_0000L | number);
  }

  private List<StoredRequest> list(String filter) {
    return storage().requestLogs().list(scope(START, START + 1440, filter), null, 100).items();
  }

  @Test
  void find_storedRequest_isCompleteAndEqual() {
    RequestLog log = requestLog(id(1), MICROS + 5, "https://x.example/orders/7?a=b#c", 500);
    append(log);
    storage().writer().describeConsumers(APP, List.of(new ConsumerReport("acme", "A", "gold")));
    reopen();

    assertThat(storage().requestLogs().find(APP, id(1)))
        .contains(new StoredRequest("prod", log, "A", "gold", true, true, true));
  }

  @Test
  void find_unknownOrForeign_isEmpty() {
    append(requestLog(id(1), MICROS, "/a", 200));

    assertThat(storage().requestLogs().find(APP, id(2))).isEmpty();
    assertThat(storage().requestLogs().find(APP + 1, id(1))).isEmpty();
  }

  @Test
  void list_leavesOutWhatIsLarge() {
    append(requestLog(id(1), MICROS, "/a", 200));

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
    append(requestLog(id(1), MICROS, "/first", 200), requestLog(id(1), MICROS, "/second", 200));
    reopen();
    append(requestLog(id(1), MICROS, "/third", 200));

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
    append(logs.toArray(new RequestLog[0]));

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
    append(
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
  }

  @Test
  void list_instanceAndEnvironment_select() {
    UUID slot = UUID.randomUUID();
    RequestLog plain = requestLog(id(1), MICROS, "/a", 200);
    RequestLog log =
        RequestLog.builder(
                plain.id(), plain.startEpochMicros(), plain.method(), plain.route(), plain.url())
            .status(plain.status())
            .consumer(plain.consumer())
            .durationMicros(plain.durationMicros())
            .requestBytes(plain.requestBytes())
            .responseBytes(plain.responseBytes())
            .clientAddress(plain.clientAddress())
            .traceId(plain.traceId())
            .instance(slot)
            .requestHeaders(plain.requestHeaders())
            .responseHeaders(plain.responseHeaders())
            .requestBody(plain.requestBody())
            .responseBody(plain.responseBody())
            .exception(plain.exception())
            .logs(plain.logs())
            .spans(plain.spans())
            .corrected("fixed")
            .build();
    append(log, requestLog(id(2), MICROS, "/a", 200));

    assertThat(list("instance:" + slot)).hasSize(1);
    assertThat(storage().requestLogs().find(APP, id(1)).orElseThrow().log()).isEqualTo(log);
    Scope elsewhere = new Scope(APP, Set.of("staging"), DAY.range(), DAY.filter());
    assertThat(storage().requestLogs().list(elsewhere, null, 9).items()).isEmpty();
  }

  @Test
  void retain_bodiesBeforeLogs_areDeleted() {
    append(requestLog(id(1), MICROS, "/a", 200));
    RetentionLimits limits = new RetentionLimits(14, 395, 1825, 30, 7);

    storage().maintenance().retain(limits, millis(at(8, 0)));
    assertThat(storage().requestLogs().find(APP, id(1)))
        .hasValueSatisfying(
            found -> {
              assertThat(found.log().responseBody()).isEqualTo(Body.NONE);
              assertThat(found.log().requestHeaders()).isNotEmpty();
              assertThat(found.hasBodies()).isFalse();
            });
    storage().maintenance().retain(limits, millis(at(31, 0)));
    assertThat(storage().requestLogs().find(APP, id(1))).isEmpty();
  }
}
