// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.Locale;

/** Forms in which rows leave as a file. */
public enum FileFormat {
  /** RFC 4180 with a header; texts that spreadsheets take for formulas begin with an apostrophe. */
  CSV("csv", "text/csv; charset=utf-8"),
  /** One JSON object per line. */
  JSONL("jsonl", "application/x-ndjson"),
  PARQUET("parquet", "application/vnd.apache.parquet");

  private final String ending;
  private final String contentType;

  FileFormat(String ending, String contentType) {
    this.ending = ending;
    this.contentType = contentType;
  }

  /** Of file names, without the dot; also the name of the format. */
  public String ending() {
    return ending;
  }

  public String contentType() {
    return contentType;
  }

  /** As names of constants are written in settings and parameters. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
