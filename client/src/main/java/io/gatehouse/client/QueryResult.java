// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query.
 *
 * @param rows values in the order of the columns: {@link Boolean}, {@link java.math.BigDecimal},
 *     {@link String} or null
 * @param cut whether there are more rows, or longer texts, than these
 */
public record QueryResult(List<Column> columns, List<List<@Nullable Object>> rows, boolean cut) {
  public QueryResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * @param type as SQL has it
   */
  public record Column(String name, String type) {}
}
