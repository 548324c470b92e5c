// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.Set;

/**
 * What SQL that people write may use. Whatever is not here is refused, also what later versions of
 * DuckDB bring. Left out on purpose: what makes large values of small ones ({@code repeat}, {@code
 * lpad}, {@code range} as a value, {@code replace}, {@code format}), because DuckDB makes them
 * outside of its memory limit and cannot be interrupted while it does; lambdas; whatever tells of
 * files, settings or the process.
 */
final class SqlNames {

  /** Kinds of expressions. */
  static final Set<String> CLASSES =
      Set.of(
          "BETWEEN",
          "CASE",
          "CAST",
          "COLUMN_REF",
          "COMPARISON",
          "CONJUNCTION",
          "CONSTANT",
          "FUNCTION",
          "OPERATOR",
          "POSITIONAL_REFERENCE",
          "STAR",
          "SUBQUERY",
          "TYPE",
          "WINDOW");

  /** Kinds of whatever is no expression: queries, what follows FROM, orders and limits. */
  static final Set<String> NODES =
      Set.of(
          "SELECT_NODE",
          "SET_OPERATION_NODE",
          "RECURSIVE_CTE_NODE",
          "BASE_TABLE",
          "SUBQUERY",
          "JOIN",
          "EMPTY",
          "EXPRESSION_LIST",
          "ORDER_MODIFIER",
          "LIMIT_MODIFIER",
          "DISTINCT_MODIFIER",
          "ORDER_DEFAULT",
          "ASCENDING",
          "DESCENDING");

  /** What may follow FROM with brackets. */
  static final Set<String> TABLE_FUNCTIONS = Set.of("generate_series", "range", "unnest");

  static final Set<String> TYPES =
      Set.of(
          ("bigint bool boolean char date decimal double float float4 float8 hugeint int int1 int2"
                  + " int4 int8 integer interval long numeric real short smallint string text time"
                  + " timestamp timestamptz timestamp_ms timestamp_ns timestamp_s tinyint ubigint"
                  + " uinteger usmallint utinyint uuid varchar")
              .split(" "));

  static final Set<String> FUNCTIONS =
      Set.of(
          ("+ - * / // % ** ^ || & | << >> ~ @ ! ~~ !~~ ~~* !~~* ~~~ ^@ like_escape"
                  + " not_like_escape ilike_escape not_ilike_escape"
                  // numbers
                  + " abs add ceil ceiling cbrt divide exp even floor greatest isfinite isinf isnan"
                  + " least ln log log10 log2 mod multiply pi pow power round sign sqrt subtract"
                  + " trunc"
                  // texts
                  + " ascii char_length character_length chr concat concat_ws contains ends_with"
                  + " hash instr lcase left length lower ltrim md5 position prefix"
                  + " regexp_extract regexp_full_match regexp_matches reverse right rtrim sha256"
                  + " split_part starts_with str_split string_split strip_accents strlen strpos"
                  + " substr substring suffix trim ucase upper"
                  // time
                  + " age century date_diff date_part date_sub date_trunc datediff datepart datesub"
                  + " datetrunc day dayname dayofmonth dayofweek dayofyear decade dow doy epoch"
                  + " epoch_ms epoch_ns epoch_us era get_current_timestamp hour isodow isoyear"
                  + " last_day make_date make_time make_timestamp make_timestamp_ms microsecond"
                  + " millennium millisecond minute month monthname now quarter second strftime"
                  + " strptime time_bucket timezone to_centuries to_days to_decades to_hours"
                  + " to_microseconds to_millennia to_milliseconds to_minutes to_months to_quarters"
                  + " to_seconds to_timestamp to_weeks to_years today transaction_timestamp"
                  + " try_strptime week weekday weekofyear year yearweek"
                  // whatever
                  + " array_contains array_extract array_length if ifnull list_contains"
                  + " list_distinct list_extract list_has list_sort list_value len nullif row"
                  + " struct_extract struct_pack typeof unnest"
                  // aggregates
                  + " any_value approx_count_distinct approx_quantile arbitrary arg_max arg_min"
                  + " argmax argmin array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count"
                  + " count_if count_star countif covar_pop covar_samp entropy favg first fsum"
                  + " group_concat kurtosis last list listagg mad max max_by mean median min min_by"
                  + " mode product quantile quantile_cont quantile_disc regr_avgx regr_avgy"
                  + " regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem"
                  + " skewness stddev stddev_pop stddev_samp string_agg sum var_pop var_samp"
                  + " variance"
                  // windows
                  + " cume_dist dense_rank first_value lag last_value lead nth_value ntile"
                  + " percent_rank rank rank_dense row_number")
              .split(" "));

  private SqlNames() {}
}
