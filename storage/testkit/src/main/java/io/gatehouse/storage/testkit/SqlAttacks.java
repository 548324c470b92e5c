// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** SQL that must not be answered. */
final class SqlAttacks {

  private SqlAttacks() {}

  /**
   * @param folder of the store
   * @param secret a file in it
   */
  static List<String> all(Path folder, Path secret) {
    List<String> attacks = new ArrayList<>();
    attacks.addAll(writes());
    attacks.addAll(files(folder, secret));
    attacks.addAll(others());
    attacks.addAll(system());
    attacks.addAll(syntax());
    attacks.addAll(resources());
    return attacks;
  }

  private static List<String> writes() {
    return List.of(
        "INSERT INTO v_key VALUES ('x')",
        "UPDATE v_key SET name = 'x'",
        "DELETE FROM v_key",
        "TRUNCATE v_key",
        "MERGE INTO v_key USING v_key AS o ON true WHEN MATCHED THEN DELETE",
        "CREATE TABLE t (a INTEGER)",
        "CREATE OR REPLACE VIEW v_key AS SELECT 1",
        "CREATE MACRO f(a) AS a",
        "CREATE SEQUENCE s",
        "CREATE TYPE t AS ENUM ('a')",
        "CREATE SCHEMA s",
        "CREATE SECRET s (TYPE s3)",
        "ALTER VIEW v_key RENAME TO v",
        "DROP VIEW v_key",
        "COMMENT ON VIEW v_key IS 'x'",
        "BEGIN TRANSACTION",
        "COMMIT",
        "ROLLBACK",
        "CHECKPOINT",
        "VACUUM",
        "ANALYZE",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "DEALLOCATE p",
        "CALL pragma_version()",
        "USE memory",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "WITH t AS (INSERT INTO v_key VALUES ('x') RETURNING *) SELECT * FROM t",
        "SELECT nextval('s')");
  }

  private static List<String> files(Path folder, Path secret) {
    return List.of(
        "FROM '" + secret + "'",
        "SELECT * FROM \"" + secret + "\"",
        "SELECT * FROM read_csv('" + secret + "')",
        "SELECT * FROM read_csv_auto('" + secret + "')",
        "SELECT * FROM sniff_csv('" + secret + "')",
        "SELECT * FROM read_text('" + secret + "')",
        "SELECT * FROM read_blob('" + secret + "')",
        "SELECT * FROM read_json('" + secret + "')",
        "SELECT * FROM read_ndjson_objects('" + secret + "')",
        "SELECT * FROM read_parquet('" + folder + "/export/*/*.parquet')",
        "SELECT * FROM parquet_scan('" + folder + "/requests/*.parquet')",
        "SELECT * FROM parquet_metadata('" + folder + "/requests/*.parquet')",
        "SELECT * FROM glob('" + folder + "/*')",
        "SELECT * FROM read_csv('https://example.com/x.csv')",
        "SELECT * FROM 's3://bucket/x.parquet'",
        "SELECT (SELECT content FROM read_text('" + secret + "'))",
        "SELECT 1 WHERE EXISTS (FROM read_text('" + secret + "'))",
        "SELECT * FROM v_key LEFT JOIN read_text('" + secret + "') ON true",
        "WITH t AS (FROM read_text('" + secret + "')) SELECT * FROM t",
        "SELECT * FROM v_key, LATERAL (SELECT * FROM read_text('" + secret + "'))",
        "SELECT * FROM range((SELECT count(*) FROM read_text('" + secret + "')))",
        "SELECT 1 ORDER BY (SELECT content FROM read_text('" + secret + "'))",
        "SELECT 1 LIMIT (SELECT length(content) FROM read_text('" + secret + "'))",
        "SELECT sum((SELECT size FROM read_blob('" + secret + "'))) OVER ()",
        "VALUES ((SELECT content FROM read_text('" + secret + "')))",
        "COPY (SELECT 1) TO '" + folder + "/out.csv'",
        "COPY v_key FROM '" + secret + "'",
        "EXPORT DATABASE '" + folder + "/out'",
        "IMPORT DATABASE '" + folder + "/out'",
        "ATTACH '" + folder + "/telemetry.duckdb' AS t (READ_ONLY)",
        "ATTACH '" + folder + "/out.db'",
        "ATTACH ':memory:' AS m",
        "DETACH memory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '" + folder + "/evil.duckdb_extension'",
        "FORCE INSTALL sqlite FROM community");
  }

  private static List<String> others() {
    return List.of(
        "SELECT * FROM usage_minute",
        "SELECT * FROM usage_day",
        "SELECT * FROM consumer",
        "SELECT * FROM request",
        "SELECT * FROM telemetry.main.usage_minute",
        "SELECT * FROM main.v_key",
        "SELECT * FROM memory.main.v_key",
        "SELECT * FROM temp.key_secret",
        "SELECT * FROM key_fact",
        "SELECT * FROM query('SELECT * FROM usage_minute')",
        "SELECT * FROM query_table('usage_minute')",
        "SELECT * FROM query_table(['v_key', 'usage_minute'])",
        "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
        "WITH a AS (SELECT 1) SELECT * FROM (SELECT * FROM consumer) x, a",
        "SELECT * FROM (WITH consumer AS (SELECT 1) SELECT 1) x, consumer",
        "WITH a AS (SELECT * FROM consumer), consumer AS (SELECT 1) SELECT * FROM a",
        "WITH consumer AS (SELECT * FROM consumer) SELECT * FROM consumer",
        "SELECT (SELECT count(*) FROM usage_minute)",
        "SELECT 1 WHERE 1 IN (SELECT app FROM usage_minute)",
        "SELECT 1 UNION ALL SELECT app FROM usage_minute",
        "SELECT * FROM v_key WHERE name = (SELECT max(api_key) FROM usage_minute)");
  }

  private static List<String> system() {
    return List.of(
        "SELECT * FROM duckdb_tables()",
        "SELECT * FROM duckdb_tables",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_databases()",
        "SELECT * FROM duckdb_functions()",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM duckdb_views()",
        "SELECT * FROM duckdb_logs",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM pg_catalog.pg_class",
        "SELECT * FROM pg_class",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM pragma_database_list",
        "SELECT * FROM pragma_storage_info('v_key')",
        "PRAGMA database_list",
        "PRAGMA version",
        "PRAGMA memory_limit='10GB'",
        "SHOW TABLES",
        "SHOW ALL TABLES",
        "SHOW DATABASES",
        "DESCRIBE v_key",
        "SUMMARIZE v_key",
        "SELECT * FROM (DESCRIBE v_key)",
        "SET memory_limit = '100GB'",
        "SET enable_external_access = true",
        "SET GLOBAL threads = 64",
        "RESET lock_configuration",
        "SET VARIABLE x = 1",
        "SELECT getvariable('x')",
        "SELECT getenv('PATH')",
        "SELECT current_setting('temp_directory')",
        "SELECT current_query()",
        "SELECT current_database()",
        "SELECT current_schemas(true)",
        "SELECT txid_current()",
        "SELECT write_log('x')",
        "SELECT version()",
        "SELECT pg_typeof(1)",
        "SELECT pg_get_viewdef(1)",
        "SELECT has_table_privilege('v_key', 'select')",
        "SELECT main.lower('X')",
        "SELECT system.main.lower('X')",
        "SELECT json_serialize_sql('SELECT 1')",
        "SELECT uuid()",
        "SELECT sleep_ms(10000)",
        "SELECT * FROM test_all_types()",
        "SELECT * FROM which_secret('x', 's3')");
  }

  private static List<String> syntax() {
    return List.of(
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP VIEW v_key",
        "SELECT 1) TO '/tmp/out.csv'; --",
        "SELECT 1\n) AS x; ATTACH ':memory:' AS m; SELECT * FROM (SELECT 1",
        "SELECT $1",
        "SELECT ?",
        "SELECT 1 /* ; ",
        "PIVOT v_key ON state USING count(*)",
        "SELECT * FROM v_key AT (VERSION => 1)",
        "SELECT list_transform([1], lambda x: x + 1)",
        "SELECT list_reduce([1, 2], lambda x, y: x + y)",
        "SELECT 'a' COLLATE NOCASE",
        "SELECT '/etc/passwd'::main.t",
        "SELECT " + "(".repeat(5_000) + "1" + ")".repeat(5_000),
        "SELECT " + "NOT ".repeat(4_000) + "true",
        "SELECT " + "1+".repeat(5_000) + "1",
        "SELECT " + "[".repeat(5_000) + "]".repeat(5_000),
        "SELECT * FROM " + "(SELECT * FROM ".repeat(1_000) + "v_key" + ")".repeat(1_000));
  }

  /** What would use up memory outside of DuckDB's limit, or could not be ended. */
  private static List<String> resources() {
    return List.of(
        "SELECT repeat('x', 2000000000)",
        "SELECT lpad('x', 2000000000, 'y')",
        "SELECT rpad('x', 2000000000, 'y')",
        "SELECT range(2000000000)",
        "SELECT generate_series(1, 2000000000)",
        "SELECT list_resize([1], 2000000000)",
        "SELECT replace('aaaa', 'a', 'aaaaaaaaaaaaaaaaaaaa')",
        "SELECT regexp_replace('aaaa', 'a', 'aaaaaaaaaa', 'g')",
        "SELECT format('{:2000000000d}', 1)",
        "SELECT printf('%2000000000d', 1)",
        "SELECT bar(1, 0, 1, 2000000000)",
        "SELECT bitstring('1', 2000000000)",
        "SELECT NULL::INTEGER[100000]",
        "SELECT NULL::INTEGER[100000][100000]",
        "SELECT NULL::STRUCT(a INTEGER)",
        doubling("s || s"),
        doubling("concat(s, s)"),
        doubling("concat_ws(s, s, s)"),
        "SELECT list(range) FROM range(100000000)",
        "SELECT string_agg(range::VARCHAR, ',') FROM range(100000000)",
        "SELECT count(*) FROM (SELECT DISTINCT range FROM range(1000000000))",
        "SELECT sum(range) OVER (ORDER BY hash(range)) FROM range(100000000)");
  }

  private static String doubling(String twice) {
    StringBuilder sql = new StringBuilder("WITH a0 AS (SELECT 'xxxxxxxxxx' AS s)");
    for (int i = 1; i < 30; i++) {
      sql.append(", a%d AS (SELECT %s AS s FROM a%d)".formatted(i, twice, i - 1));
    }
    return sql + " SELECT length(s) FROM a29";
  }
}
