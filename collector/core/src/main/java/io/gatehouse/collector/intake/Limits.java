// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.intake;

/** How long and how many things may be, whatever protocol brings them. Characters unless named. */
public final class Limits {

  public static final int METHOD = 16;
  public static final int ROUTE = 2_048;
  public static final int URL = 8 << 10;
  public static final int STRING = 64 << 10;
  public static final int ERROR_TYPE = 256;
  public static final int ERROR_MESSAGE = 2_048;
  public static final int STACKTRACE = 64 << 10;
  public static final int LOG_MESSAGE = 2_048;
  public static final int CONSUMER_IDENTIFIER = 128;
  public static final int CONSUMER_NAME = 64;
  public static final int CONSUMER_GROUP = 64;
  public static final int ENVIRONMENT = 32;

  public static final int BODY_BYTES = 50_000;
  public static final int HEADERS = 100;
  public static final int HEADER_VALUE = 8 << 10;
  public static final int LOG_LINES = 1_000;
  public static final int SPANS = 1_000;
  public static final int ENDPOINTS = 5_000;

  /** Consumers that one message describes. */
  public static final int CONSUMERS = 50_000;

  public static final int JSON_DEPTH = 64;

  /** Different field names in one message, the bins of its histograms among them. */
  public static final int FIELD_NAMES = 20_000;

  public static final int WIRE_BYTES = 16 << 20;
  public static final int INFLATED_BYTES = 64 << 20;
  public static final int LOG_FILE_INFLATED_BYTES = 256 << 20;

  private Limits() {}
}
