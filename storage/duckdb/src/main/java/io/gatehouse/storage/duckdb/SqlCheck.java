// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.storage.SqlRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a statement as DuckDB's own parser understood it, and refuses what is not known to
 * be harmless ({@link SqlNames}).
 */
final class SqlCheck {

  private static final Set<String> VIEWS =
      Set.copyOf(SqlViews.ALL.stream().map(view -> view.name()).toList());

  private final Set<String> used = new TreeSet<>();

  private SqlCheck() {}

  /**
   * The views that a statement reads.
   *
   * @param tree what {@code json_serialize_sql} makes of it
   */
  static Set<String> viewsOf(String tree) {
    Map<?, ?> parsed = parse(tree);
    if (!"false".equals(parsed.get("error"))) {
      String message = text(parsed.get("error_message"));
      throw new SqlRefusedException(
          message.startsWith("Only SELECT")
              ? "Only SELECT is possible here. (PIVOT is none for the parser; use FILTER.)"
              : "The SQL cannot be read: " + message);
    }
    List<?> statements = (List<?>) parsed.get("statements");
    if (statements == null || statements.size() != 1) {
      throw new SqlRefusedException("Only one statement is possible at a time.");
    }
    SqlCheck check = new SqlCheck();
    check.any(statements.get(0), Set.of());
    return check.used;
  }

  private static Map<?, ?> parse(String tree) {
    try {
      return Json.read(tree, json -> value(json) instanceof Map<?, ?> parsed ? parsed : Map.of());
    } catch (UncheckedIOException e) {
      throw new SqlRefusedException("The SQL is nested too deeply.");
    }
  }

  /** Scalars as their texts, null as null. */
  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        map.put(name, value(json));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json));
      }
      return list;
    }
    return token == JsonToken.VALUE_NULL ? null : json.getText();
  }

  /**
   * @param named names that WITH gives to queries here
   */
  private void any(@Nullable Object part, Set<String> named) {
    if (part instanceof List<?> list) {
      list.forEach(each -> any(each, named));
    } else if (part instanceof Map<?, ?> map
        && "TABLE_FUNCTION".equals(map.get("type"))
        && map.get("class") == null) {
      tableFunction(map, named);
    } else if (part instanceof Map<?, ?> map) {
      Set<String> within = kind(map, named);
      map.forEach(
          (name, value) -> {
            if (!"cte_map".equals(name)) {
              any(value, within);
            }
          });
    }
  }

  private Set<String> kind(Map<?, ?> part, Set<String> named) {
    if (part.get("class") instanceof String expression) {
      expression(expression, part);
      return named;
    }
    if (part.get("named_param_map") instanceof List<?> parameters && !parameters.isEmpty()) {
      throw new SqlRefusedException("Parameters are not possible; write the values.");
    }
    if (part.get("type") instanceof String node) {
      if (!SqlNames.NODES.contains(node)) {
        throw refused(node);
      }
      if (node.equals("BASE_TABLE")) {
        table(part, named);
      }
    }
    return part.get("cte_map") instanceof Map<?, ?> queries ? queries(queries, named) : named;
  }

  private Set<String> queries(Map<?, ?> queries, Set<String> outer) {
    Set<String> named = new HashSet<>(outer);
    for (Object entry : (List<?>) requireNonNull(queries.get("map"))) {
      Map<?, ?> one = (Map<?, ?>) entry;
      Map<?, ?> query = (Map<?, ?>) requireNonNull(one.get("value"));
      String name = lower(one.get("key"));
      Set<String> seen = new HashSet<>(named);
      // Only a recursive query may name itself; any other means a table of that name.
      if (query.get("query_node") instanceof Map<?, ?> node
          && "RECURSIVE_CTE_NODE".equals(node.get("type"))) {
        seen.add(name);
      }
      any(query, seen);
      named.add(name);
    }
    return named;
  }

  private void table(Map<?, ?> table, Set<String> named) {
    String name = text(table.get("table_name"));
    unqualified(table, "schema_name", "catalog_name", name);
    if (table.get("at_clause") != null) {
      throw new SqlRefusedException("AT is not possible here.");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (named.contains(lower)) {
      return;
    }
    if (!VIEWS.contains(lower)) {
      throw new SqlRefusedException(
          "There is no \""
              + name
              + "\" here. Known are "
              + String.join(", ", new TreeSet<>(VIEWS))
              + ".");
    }
    used.add(lower);
  }

  private void tableFunction(Map<?, ?> part, Set<String> named) {
    Map<?, ?> function = part.get("function") instanceof Map<?, ?> known ? known : Map.of();
    String name = text(function.get("function_name"));
    unqualified(function, "schema", "catalog", name);
    if (!SqlNames.TABLE_FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new SqlRefusedException("The function " + name + " is not possible after FROM.");
    }
    function.values().forEach(value -> any(value, named));
  }

  private static void expression(String expression, Map<?, ?> part) {
    if (!SqlNames.CLASSES.contains(expression)) {
      throw refused(expression);
    }
    switch (expression) {
      case "FUNCTION", "WINDOW" -> function(part);
      case "TYPE" -> {
        String name = text(part.get("type_name"));
        unqualified(part, "schema", "catalog", name);
        if (!SqlNames.TYPES.contains(name.toLowerCase(Locale.ROOT))) {
          throw new SqlRefusedException("The type " + name + " is not possible here.");
        }
      }
      default -> {
        // Whatever is in it is looked at by itself.
      }
    }
  }

  private static void function(Map<?, ?> part) {
    String name = text(part.get("function_name"));
    unqualified(part, "schema", "catalog", name);
    if (!SqlNames.FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new SqlRefusedException("The function " + name + " is not possible here.");
    }
  }

  private static void unqualified(Map<?, ?> part, String schema, String catalog, String name) {
    boolean plain =
        text(part.get(schema)).isEmpty()
            && text(part.get(catalog)).isEmpty()
            && part.get("qualified_name") instanceof Map<?, ?> qualified
            && qualified.get("path") instanceof List<?> path
            && path.size() == 1
            && name.equals(path.get(0));
    if (!plain) {
      throw new SqlRefusedException("Write " + name + " without a database or schema before it.");
    }
  }

  private static SqlRefusedException refused(String kind) {
    return new SqlRefusedException(
        kind.toLowerCase(Locale.ROOT).replace('_', ' ') + " is not possible here.");
  }

  private static String lower(@Nullable Object value) {
    return text(value).toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }
}
