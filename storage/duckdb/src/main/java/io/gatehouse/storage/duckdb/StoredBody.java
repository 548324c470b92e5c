// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.RequestLog.Body;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A body as two columns: a number for its state, and its text. Numbers never change. */
final class StoredBody {

  private static final short NONE = 0;
  private static final short TEXT = 1;
  private static final short BASE64 = 2;
  private static final short TOO_LARGE = 3;
  private static final short MASKED = 4;

  /** A condition that a state column stands beside text that can be searched. */
  static final String IS_TEXT = " = " + TEXT;

  private StoredBody() {}

  static short state(Body body) {
    return switch (body.state()) {
      case NONE -> NONE;
      case CAPTURED -> body.base64() ? BASE64 : TEXT;
      case TOO_LARGE -> TOO_LARGE;
      case MASKED -> MASKED;
    };
  }

  /**
   * @param column of the state; the next one is the text
   */
  static Body read(ResultSet row, int column) throws SQLException {
    short state = row.getShort(column);
    return switch (state) {
      case TEXT -> new Body(Body.State.CAPTURED, row.getString(column + 1), false);
      case BASE64 -> new Body(Body.State.CAPTURED, row.getString(column + 1), true);
      case TOO_LARGE -> new Body(Body.State.TOO_LARGE, null, false);
      case MASKED -> new Body(Body.State.MASKED, null, false);
      default -> Body.NONE;
    };
  }
}
