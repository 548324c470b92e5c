// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.MessageId;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One {@code startup} body. Used by one thread, for one message. */
final class StartupMessage implements HubBody.FieldReader {

  /** Keeps the identity apart from that of a sync message with the same UUID. */
  private static final long STARTUP_PART = -1;

  private final Corrections corrections = new Corrections();
  private final Startup startup = new Startup(corrections);
  private @Nullable UUID instance;
  private @Nullable UUID message;

  @Override
  public void field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "instance_uuid" -> instance = Normalise.uuid(Json.text(parser));
      case "message_uuid" -> message = Normalise.uuid(Json.text(parser));
      default -> startup.field(name, parser);
    }
  }

  Batch toBatch(Sender sender, byte[] body, long nowMillis) throws MalformedMessageException {
    UUID known = instance;
    if (known == null) {
      throw new MalformedMessageException("instance_uuid", "expected a UUID");
    }
    UUID id = message;
    MessageId messageId =
        id == null ? MessageIds.ofBytes(body, 0, body.length) : MessageIds.derive(id, STARTUP_PART);
    return sender
        .batch(nowMillis)
        .messageId(messageId)
        .instance(
            new InstanceReport(
                known, true, startup.client(), startup.versions(), null, null, null, true))
        .endpoints(startup.endpoints())
        .outcomes(corrections.toOutcomes())
        .build();
  }
}
