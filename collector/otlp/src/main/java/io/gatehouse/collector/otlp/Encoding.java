// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a request and its answer are written. */
enum Encoding {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json"),
  GRPC("application/grpc");

  private final String contentType;

  Encoding(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** Null for a content type that is none of OTLP's; parameters are ignored. */
  static @Nullable Encoding of(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
      case "application/json" -> JSON;
      case "application/grpc", "application/grpc+proto" -> GRPC;
      default -> null;
    };
  }
}
