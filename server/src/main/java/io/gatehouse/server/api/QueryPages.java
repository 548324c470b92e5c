// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.SqlQueries.Answer;
import io.gatehouse.storage.SqlQueries.Column;
import io.gatehouse.storage.SqlQueries.Question;
import io.gatehouse.storage.SqlQueries.View;
import io.gatehouse.storage.SqlRefusedException;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.TimeRange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** SQL over the views of an app. */
final class QueryPages {

  /** Rows of an answer, and of a file. */
  private static final int MAX_ROWS = 10_000;

  private static final int MAX_FILE_ROWS = 1_000_000;

  private static final Duration DEFAULT_RANGE = Duration.ofDays(30);
  private static final Duration LONGEST_RANGE = Duration.ofDays(5 * 366);

  private final Backend backend;

  QueryPages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/query/views", Policy.EDITOR, this::views),
        Route.slowPost("/apps/{app}/query", Policy.EDITOR, this::query));
  }

  record ColumnView(String name, String type, String about) {
    static ColumnView of(Column column) {
      return new ColumnView(column.name(), column.type(), column.about());
    }
  }

  record ViewOfData(String name, String about, List<ColumnView> columns) {
    static ViewOfData of(View view) {
      return new ViewOfData(
          view.name(), view.about(), view.columns().stream().map(ColumnView::of).toList());
    }
  }

  record Views(List<ViewOfData> items) {}

  /**
   * @param from start of what the views hold; 30 days before {@code to} unless told
   * @param to its end; now unless told
   * @param env of which environment views hold calls; {@code all} unless told
   * @param format {@code json}, or a file: {@code csv}, {@code jsonl}, {@code parquet}
   */
  record Query(
      @Nullable String sql,
      @Nullable String from,
      @Nullable String to,
      @Nullable String env,
      @Nullable String format) {}

  record ResultColumn(String name, String type) {}

  /**
   * @param cut whether there are more rows or longer texts than these
   */
  record Result(
      List<ResultColumn> columns,
      List<List<@Nullable Object>> rows,
      boolean cut,
      String from,
      String to) {}

  private Response views(Request request) {
    backend.app(request);
    return Response.ok(
        new Views(backend.storage().sql().views().stream().map(ViewOfData::of).toList()));
  }

  private Response query(Request request) {
    App app = backend.app(request);
    Query query = request.json(Query.class);
    String sql = Fields.required("sql", query.sql());
    Fields.oneOf("format", query.format(), List.of("json", "csv", "jsonl", "parquet"));
    TimeRange range = range(query);
    Question question =
        new Question(
            app.number(), environments(query.env()), range, sql, () -> KeyNames.of(backend, app));
    String format = Fields.or(query.format(), "json");
    if (format.equals("json")) {
      Answer answer = explained(() -> backend.storage().sql().ask(question, MAX_ROWS));
      audit(request, app, sql, format, answer.rows().size());
      return Response.ok(
          new Result(
              answer.columns().stream()
                  .map(column -> new ResultColumn(column.name(), column.type()))
                  .toList(),
              answer.rows(),
              answer.cut(),
              Times.ofMinute(range.fromEpochMinute()),
              Times.ofMinute(range.toEpochMinute())));
    }
    StoredFile file =
        explained(
            () ->
                backend
                    .storage()
                    .sql()
                    .file(question, Downloads.format("format", format), MAX_FILE_ROWS));
    return Downloads.of(file, "query", () -> audit(request, app, sql, format, file.rows()));
  }

  private static Set<String> environments(@Nullable String env) {
    return env == null || env.equals("all") ? Set.of() : Set.of(env);
  }

  private TimeRange range(Query query) {
    Instant to = instant("to", query.to(), backend.clock().instant());
    Instant from = instant("from", query.from(), to.minus(DEFAULT_RANGE));
    Duration length = Duration.between(from, to);
    if (length.isNegative() || length.isZero() || length.compareTo(LONGEST_RANGE) > 0) {
      throw GatehouseException.invalid(
          "from",
          "The range begins at "
              + from
              + " and ends at "
              + to
              + ", but must have at least a minute and at most 1,830 days.");
    }
    return TimeRange.of(from, to);
  }

  private static Instant instant(String field, @Nullable String text, Instant fallback) {
    if (text == null) {
      return fallback;
    }
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(Instant.EPOCH) && instant.getEpochSecond() < 32_503_680_000L) {
        return instant;
      }
    } catch (DateTimeParseException e) {
      throw wrongTime(field, text);
    }
    throw wrongTime(field, text);
  }

  private static GatehouseException wrongTime(String field, String text) {
    return GatehouseException.invalid(
        field,
        "The field "
            + field
            + " is \""
            + text
            + "\", but must be a time such as 2026-03-01T10:00:00Z, from 1970 to 2999.");
  }

  private static <T> T explained(Supplier<T> question) {
    try {
      return question.get();
    } catch (SqlRefusedException e) {
      throw GatehouseException.invalid("sql", String.valueOf(e.getMessage()));
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.TOO_EXPENSIVE) {
        throw new GatehouseException(ErrorCode.TOO_EXPENSIVE, String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  /** Its hash only: SQL may name consumers, the trail is for good, and they may be erased. */
  private void audit(Request request, App app, String sql, String format, long rows) {
    backend.audited(
        request,
        "data.query",
        app.id(),
        Map.of("sqlSha256", hash(sql), "format", format, "rows", rows),
        () -> rows);
  }

  private static String hash(String sql) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
