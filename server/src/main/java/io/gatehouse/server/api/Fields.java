// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.server.GatehouseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks of fields in request bodies; each complaint names the field, the value and the limit. */
final class Fields {

  private Fields() {}

  static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw GatehouseException.invalid(field, "The field " + field + " is missing.");
    }
    return value;
  }

  static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }

  /** 1 to 64 characters, stripped, without control characters. */
  static String name(String field, @Nullable String value) {
    return text(field, value, 64);
  }

  static String text(String field, @Nullable String value, int max) {
    String stripped = required(field, value).strip();
    int length = stripped.codePointCount(0, stripped.length());
    if (length < 1 || length > max) {
      throw GatehouseException.invalid(
          field,
          "The field " + field + " has " + length + " characters, but needs 1 to " + max + ".");
    }
    if (stripped.chars().anyMatch(Character::isISOControl)) {
      throw GatehouseException.invalid(
          field, "The field " + field + " contains control characters.");
    }
    return stripped;
  }

  static void maxLength(String field, @Nullable String value, int max) {
    if (value != null && value.length() > max) {
      throw GatehouseException.invalid(
          field,
          "The field "
              + field
              + " has "
              + value.length()
              + " characters; at most "
              + max
              + " are possible.");
    }
  }

  static void oneOf(String field, @Nullable String value, List<String> values) {
    if (value != null && !values.contains(value)) {
      throw GatehouseException.invalid(
          field,
          "The field "
              + field
              + " is \""
              + value
              + "\", but must be one of "
              + String.join(", ", values)
              + ".");
    }
  }

  static int between(String field, @Nullable Integer value, int min, int max) {
    int number = required(field, value);
    if (number < min || number > max) {
      throw GatehouseException.invalid(
          field,
          "The field "
              + field
              + " is "
              + number
              + ", but must be from "
              + min
              + " to "
              + max
              + ".");
    }
    return number;
  }

  static String email(String field, @Nullable String value) {
    String email = required(field, value).strip().toLowerCase(Locale.ROOT);
    int at = email.indexOf('@');
    boolean plausible =
        email.length() <= 254
            && at > 0
            && at == email.lastIndexOf('@')
            && at < email.length() - 1
            && email.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    if (!plausible) {
      throw GatehouseException.invalid(
          field, "The field " + field + " is \"" + email + "\", which is no e-mail address.");
    }
    return email;
  }
}
