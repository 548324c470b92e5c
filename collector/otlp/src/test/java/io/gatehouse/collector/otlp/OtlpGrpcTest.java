// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.IngestAnswer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract over gRPC, and what only gRPC tells. */
class OtlpGrpcTest extends OtlpContract {

  @Override
  Encoding encoding() {
    return Encoding.GRPC;
  }

  @Test
  void o12_notDurableBeforeTheCallersDeadline_isAskedToComeAgain() {
    otlp.intake.hold();
    IngestAnswer answer =
        otlp.answer(
            OtlpFixture.head(Encoding.GRPC, Signal.TRACES, Map.of("grpc-timeout", "50m")),
            Wire.write(
                Encoding.GRPC,
                Signal.TRACES,
                Payloads.traces(Payloads.server(Payloads.get("/users/{id}", 200)))));
    Reply reply = Reply.of(Encoding.GRPC, answer);
    assertThat(reply.code()).isEqualTo(Reply.UNAVAILABLE);
    assertThat(reply.retryable()).isTrue();
  }

  @Test
  void timeout_isReadInAllItsUnits() {
    assertThat(GrpcTimeout.millis("2S")).isEqualTo(2_000);
    assertThat(GrpcTimeout.millis("1H")).isEqualTo(3_600_000);
    assertThat(GrpcTimeout.millis("3M")).isEqualTo(180_000);
    assertThat(GrpcTimeout.millis("5000u")).isEqualTo(5);
    assertThat(GrpcTimeout.millis("1n")).isEqualTo(1);
    for (String none : new String[] {null, "", "S", "12", "1x", "-1S", "123456789S"}) {
      assertThat(GrpcTimeout.millis(none)).as(none).isEqualTo(Long.MAX_VALUE);
    }
  }
}
