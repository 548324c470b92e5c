/**
 * The default store: one embedded DuckDB file. {@link io.gatehouse.storage.duckdb.DuckDbStorage} is
 * the way in; {@code RATIONALE.md} of the module tells why it is built as it is.
 */
@NullMarked
package io.gatehouse.storage.duckdb;

import org.jspecify.annotations.NullMarked;
