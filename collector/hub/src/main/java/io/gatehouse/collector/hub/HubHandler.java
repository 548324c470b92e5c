// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.collector.IngestAnswer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes the bodies of one path; whatever the bytes are, it answers and does not throw. */
interface HubHandler {

  /**
   * @param uuid the query parameter, which names a log file; null when absent
   */
  CompletionStage<IngestAnswer> handle(Sender sender, @Nullable String uuid, byte[] body);
}
