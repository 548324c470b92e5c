// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.List;

/** The rows of the messages that one publish call brings. Used by one thread. */
final class Published {

  private final MessageRows rows;
  private final List<RequestLog> requests = new ArrayList<>();
  private final List<ErrorRollup> errors = new ArrayList<>();
  private final List<TraceSpan> spans = new ArrayList<>();

  Published(MessageRows rows) {
    this.rows = rows;
  }

  void add(SdkMessage message) {
    if (message.isOutgoing()) {
      spans.add(rows.outgoing(message));
      return;
    }
    RequestLog request = rows.request(message);
    requests.add(request);
    errors.addAll(rows.errors(message, request));
  }

  Batch.Builder into(Batch.Builder batch) {
    return batch.requestLogs(requests).errors(errors).spans(spans);
  }
}
