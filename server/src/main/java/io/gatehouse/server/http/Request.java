// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request to the REST API, whole and authenticated.
 *
 * @param pathValues of the route's variables, decoded
 * @param parameters of the query, decoded, first value of each
 * @param address the sender's
 * @param idempotencyKey header {@code Idempotency-Key}; null = there is none
 * @param secure came over TLS, as far as we or a trusted proxy can tell
 * @param baseUrl scheme, host and prefix under which the sender reached us
 * @param shareProof that the password of a share link was known; not checked yet
 * @param flow what the browser was given when it set out for a provider; null = nothing
 */
public record Request(
    String id,
    String method,
    Map<String, String> pathValues,
    Map<String, String> parameters,
    String address,
    String userAgent,
    @Nullable String idempotencyKey,
    boolean secure,
    String baseUrl,
    @Nullable String shareProof,
    @Nullable String flow,
    @Nullable Principal principal,
    byte[] body) {

  /** The header with which readers of a share link show that they knew its password. */
  static final String SHARE_HEADER = "gatehouse-share";

  /**
   * @throws IllegalStateException on a public route
   */
  public Principal requirePrincipal() {
    if (principal == null) {
      throw new IllegalStateException("the route is public");
    }
    return principal;
  }

  public String pathValue(String name) {
    String value = pathValues.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no variable " + name);
    }
    return value;
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /** One of the given values, or the first of them when absent. */
  public String choice(String name, List<String> values) {
    String value = parameter(name).orElse(values.get(0));
    if (!values.contains(value)) {
      throw GatehouseException.invalid(
          name,
          "The parameter "
              + name
              + " is \""
              + value
              + "\", but must be one of "
              + String.join(", ", values)
              + ".");
    }
    return value;
  }

  public int integer(String name, int fallback, int min, int max) {
    Optional<String> text = parameter(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outOfRange(name, text.get(), min, max, e);
    }
    throw outOfRange(name, text.get(), min, max, null);
  }

  private static GatehouseException outOfRange(
      String name, String value, int min, int max, @Nullable Exception cause) {
    GatehouseException invalid =
        GatehouseException.invalid(
            name,
            "The parameter "
                + name
                + " is \""
                + value
                + "\", but must be a number from "
                + min
                + " to "
                + max
                + ".");
    if (cause != null) {
      invalid.addSuppressed(cause);
    }
    return invalid;
  }

  /** The body as JSON of the given type. */
  public <T> T json(Class<T> type) {
    try {
      T value = Json.MAPPER.readValue(body, type);
      if (value == null) {
        throw GatehouseException.invalid("body", "The body is null, but must be an object.");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw GatehouseException.invalid(
          e.getPropertyName(),
          "Unknown field "
              + e.getPropertyName()
              + ". Known are "
              + e.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
    } catch (JsonMappingException e) {
      String field =
          e.getPath().stream()
              .map(part -> part.getFieldName() == null ? "" : part.getFieldName())
              .collect(Collectors.joining("."));
      throw GatehouseException.invalid(
          field.isEmpty() ? "body" : field,
          "The field " + (field.isEmpty() ? "body" : field) + " has the wrong type.");
    } catch (JsonProcessingException e) {
      throw new GatehouseException(
          ErrorCode.MALFORMED,
          "The body is no JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ".",
          e);
    } catch (IOException e) {
      throw new GatehouseException(ErrorCode.MALFORMED, "The body cannot be read.", e);
    }
  }
}
