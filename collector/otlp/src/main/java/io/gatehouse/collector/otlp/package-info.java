// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** OpenTelemetry's protocol: traces, metrics and logs, as protobuf or JSON, over HTTP and gRPC. */
@NullMarked
package io.gatehouse.collector.otlp;

import org.jspecify.annotations.NullMarked;
