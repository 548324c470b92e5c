// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.List;

/**
 * Moves requests from the tables of schema version 2, which kept everything that only a single
 * request shows in one JSON text: {@code [[header name, value, …], [header name, value, …],
 * stacktrace, sentry id, [[log line]…], [[span]…]]}, and bodies as {@code [[state, text, base64],
 * [state, text, base64]]}.
 */
final class OldRequests {

  private static final String HEADERS =
      "(SELECT CASE WHEN len(h) > 0 THEN chr(10) || list_aggregate(list_transform(range(1, len(h), 2),"
          + " lambda i: h[i] || ': ' || h[i + 1]), 'string_agg', chr(10)) || chr(10) END FROM"
          + " (SELECT json_extract_string(detail, '$[%d][*]') AS h))";

  private static final String URL = "^([^/?#]*://[^/?#]*)?([^?#]*)(.*)$";

  static final List<String> MOVES =
      List.of(
          "INSERT INTO request SELECT app, environment, start_micros, id, received_minute,"
              + " row_number() OVER (ORDER BY received_minute, start_micros), endpoint, status, 0,"
              + " consumer, instance, duration_micros, request_bytes, response_bytes, 0, method,"
              + " route, regexp_extract(url, '"
              + URL
              + "', 1), regexp_extract(url, '"
              + URL
              + "', 2), regexp_extract(url, '"
              + URL
              + "', 3), client_address, trace_id,"
              + " error_type, error_message, detail->>'$[2]', detail->>'$[3]', has_bodies,"
              + " corrected, "
              + HEADERS.formatted(0)
              + ", "
              + HEADERS.formatted(1)
              + ", CASE WHEN has_logs THEN detail->>'$[4]' END,"
              + " CASE WHEN has_spans THEN detail->>'$[5]' END, NULL FROM request_log",
          "INSERT INTO request_body SELECT app, start_micros, id, 0, "
              + state(0)
              + ", bodies->>'$[0][1]', "
              + state(1)
              + ", bodies->>'$[1][1]' FROM old_request_body",
          "DROP TABLE request_log",
          "DROP TABLE old_request_body");

  private OldRequests() {}

  /** The numbers of {@link StoredBody}. */
  private static String state(int side) {
    return ("(CASE bodies->>'$[%1$d][0]' WHEN 'CAPTURED' THEN CASE WHEN bodies->>'$[%1$d][2]' ="
            + " 'true' THEN 2 ELSE 1 END WHEN 'TOO_LARGE' THEN 3 WHEN 'MASKED' THEN 4 ELSE 0 END)")
        .formatted(side);
  }
}
