// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

/** The contract over gRPC. */
class OtlpGrpcTest extends OtlpContract {

  @Override
  Encoding encoding() {
    return Encoding.GRPC;
  }
}
