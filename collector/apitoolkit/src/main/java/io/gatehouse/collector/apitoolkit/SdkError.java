// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One error that an SDK reports with its request, which need not have failed.
 *
 * @param whenMicros null = not told
 * @param type of the outermost exception
 * @param rootType of the innermost one; errors are grouped by it
 */
public record SdkError(
    @Nullable Long whenMicros,
    String type,
    String message,
    String rootType,
    String rootMessage,
    @Nullable String stacktrace) {

  private static final int MAX_ERRORS = 50;

  /** Python's text for a trace where there was no exception. */
  private static final String NO_TRACE = "NoneType: None";

  static List<SdkError> list(JsonParser parser, Corrections corrections) throws IOException {
    List<SdkError> errors = new ArrayList<>();
    Json.objects(
        parser,
        element -> {
          SdkError error = read(element, corrections);
          if (errors.size() < MAX_ERRORS) {
            errors.add(error);
          } else {
            corrections.truncated("errors-cut", "more than " + MAX_ERRORS);
          }
        });
    return errors;
  }

  private static SdkError read(JsonParser parser, Corrections corrections) throws IOException {
    @Nullable String[] told = new @Nullable String[6];
    Json.fields(
        parser,
        (name, value) -> {
          switch (name) {
            case "when" -> told[0] = SdkJson.text(value);
            case "error_type" -> told[1] = SdkJson.text(value);
            case "message" -> told[2] = SdkJson.text(value);
            case "root_error_type" -> told[3] = SdkJson.text(value);
            case "root_error_message" -> told[4] = SdkJson.text(value);
            case "stack_trace" -> told[5] = SdkJson.text(value);
            default -> value.skipChildren();
          }
        });
    String type = first(told[1], told[3]);
    String message = first(told[2], told[4]);
    String stack = told[5];
    boolean traced = stack != null && !stack.isBlank() && !stack.strip().equals(NO_TRACE);
    return new SdkError(
        SdkTime.parse(told[0]),
        corrections.cut(type, Limits.ERROR_TYPE, "error-type-cut"),
        corrections.cut(message, Limits.ERROR_MESSAGE, "message-cut"),
        corrections.cut(first(told[3], type), Limits.ERROR_TYPE, "error-type-cut"),
        corrections.cut(first(told[4], message), Limits.ERROR_MESSAGE, "message-cut"),
        traced && stack != null
            ? corrections.cut(stack, Limits.STACKTRACE, "stacktrace-cut")
            : null);
  }

  private static String first(@Nullable String told, @Nullable String other) {
    if (told != null && !told.isEmpty()) {
      return told;
    }
    return other == null ? "" : other;
  }
}
