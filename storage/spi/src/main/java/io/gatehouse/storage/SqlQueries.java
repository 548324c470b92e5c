// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions in SQL, by people who are trusted with the data of one app and with nothing else: they
 * can read {@link #views()} of that app, and neither change anything nor see files, settings or
 * other apps.
 */
public interface SqlQueries {

  /** More characters than this no question has. */
  int MAX_SQL = 20_000;

  /** What can be asked, in the order in which people look for it. */
  List<View> views();

  /**
   * The first rows of the answer.
   *
   * @throws SqlRefusedException when the SQL is not allowed or is wrong
   * @throws StorageException {@code TOO_EXPENSIVE} when it takes too long or too much memory
   */
  Answer ask(Question question, int maxRows);

  /** The same as a file, with more rows. */
  StoredFile file(Question question, FileFormat format, int maxRows);

  /**
   * A table that can be asked.
   *
   * @param about what one row of it is
   */
  record View(String name, String about, List<Column> columns) {
    public View {
      requireNonNull(name, "name");
      requireNonNull(about, "about");
      columns = List.copyOf(columns);
    }
  }

  /**
   * @param type as SQL has it
   * @param about unit, and what no value means; empty where the name says it
   */
  record Column(String name, String type, String about) {}

  /**
   * @param app the catalog's number of the app
   * @param environments of which views hold calls; none = all
   * @param range of which they do, by the minute in which a call began
   * @param keys of the app; asked for once, when they are needed
   */
  record Question(
      int app,
      Set<String> environments,
      TimeRange range,
      String sql,
      Supplier<List<KeyFacts>> keys) {
    public Question {
      environments = Set.copyOf(environments);
      requireNonNull(range, "range");
      requireNonNull(sql, "sql");
      requireNonNull(keys, "keys");
    }
  }

  /**
   * @param rows values in the order of the columns: {@link Boolean}, {@link Number}, text or null
   * @param cut whether there are more rows, or a text was longer than is shown
   */
  record Answer(List<Column> columns, List<List<@Nullable Object>> rows, boolean cut) {
    public Answer {
      columns = List.copyOf(columns);
    }
  }
}
