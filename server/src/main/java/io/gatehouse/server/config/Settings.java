// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The values that an operator gave, by key. A value comes from the command line, else from the
 * environment variable that belongs to the key ({@code server.port} → {@code
 * GATEHOUSE_SERVER_PORT}), else from {@code gatehouse.properties}, else it is the default. Every
 * call that reads a setting also declares it, so that unknown ones can be refused and the reference
 * page can be written.
 */
public final class Settings {

  static final String ENVIRONMENT_PREFIX = "GATEHOUSE_";

  private final Map<String, String> given;
  private final Map<String, String> origins;
  private final Map<String, Declaration> declared = new LinkedHashMap<>();

  private Settings(Map<String, String> given, Map<String, String> origins) {
    this.given = given;
    this.origins = origins;
  }

  /**
   * A setting as the reference page shows it.
   *
   * @param defaultText as it would be written
   */
  public record Declaration(String key, String kind, String defaultText, String description) {

    /** The environment variable that sets it. */
    public String environmentVariable() {
      return Settings.environmentVariable(key);
    }
  }

  /** Nothing given: all defaults. */
  public static Settings empty() {
    return of(Map.of(), Map.of(), Map.of());
  }

  /**
   * @param commandLine by key
   * @param environment all variables of the process; only those with our prefix matter
   * @param file by key
   */
  public static Settings of(
      Map<String, String> commandLine, Map<String, String> environment, Map<String, String> file) {
    Map<String, String> given = new HashMap<>();
    Map<String, String> origins = new HashMap<>();
    file.forEach((key, value) -> put(given, origins, variable(key), value, "setting " + key));
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            put(given, origins, name, value, "environment variable " + name);
          }
        });
    commandLine.forEach(
        (key, value) -> put(given, origins, variable(key), value, "setting " + key));
    return new Settings(given, origins);
  }

  /**
   * Reads a properties file.
   *
   * @throws SettingsException when it cannot be read
   */
  public static Map<String, String> readFile(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("Cannot read the settings file " + file + ": " + e.getMessage());
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static void put(
      Map<String, String> given,
      Map<String, String> origins,
      String variable,
      String value,
      String origin) {
    given.put(variable, value.strip());
    origins.put(variable, origin);
  }

  private static String variable(String key) {
    return environmentVariable(key);
  }

  static String environmentVariable(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  public String text(String key, String fallback, String description) {
    return read(key, "text", fallback, description, value -> value);
  }

  public boolean flag(String key, boolean fallback, String description) {
    return read(
        key,
        "true or false",
        Boolean.toString(fallback),
        description,
        value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("neither true nor false");
            });
  }

  public int integer(String key, int fallback, int min, int max, String description) {
    return read(
        key,
        "number from " + min + " to " + max,
        Integer.toString(fallback),
        description,
        value -> {
          int number = Integer.parseInt(value);
          if (number < min || number > max) {
            throw new IllegalArgumentException("out of range");
          }
          return number;
        });
  }

  /** For example {@code 10s}, {@code 250ms}, {@code 2h}, {@code 7d}. */
  public Duration duration(String key, Duration fallback, String description) {
    return read(key, "duration", Units.durationText(fallback), description, Units::duration);
  }

  /** Bytes, for example {@code 96MiB}, {@code 2GiB}, {@code 500kB}. */
  public long bytes(String key, long fallback, String description) {
    return read(key, "size", Units.bytesText(fallback), description, Units::bytes);
  }

  /** Comma-separated. */
  public List<String> list(String key, String description) {
    return read(
        key,
        "comma-separated list",
        "",
        description,
        value ->
            value.isEmpty()
                ? List.<String>of()
                : List.of(value.split(",")).stream().map(String::strip).toList());
  }

  private <T> T read(
      String key, String kind, String fallback, String description, Function<String, T> parser) {
    declared.put(key, new Declaration(key, kind, fallback, description));
    String value = given.getOrDefault(environmentVariable(key), fallback);
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "The %s is \"%s\", but must be a %s (default %s)."
              .formatted(
                  origins.getOrDefault(environmentVariable(key), "setting " + key),
                  value,
                  kind,
                  fallback.isEmpty() ? "empty" : fallback));
    }
  }

  /** What has been declared so far, in order. */
  public Collection<Declaration> declarations() {
    return List.copyOf(declared.values());
  }

  /**
   * To be called when everything has been declared.
   *
   * @throws SettingsException naming each unknown setting and the nearest known one
   */
  public void refuseUnknown() {
    Map<String, String> known = new HashMap<>();
    declared.keySet().forEach(key -> known.put(environmentVariable(key), key));
    List<String> complaints = new ArrayList<>();
    for (String variable : new TreeSet<>(given.keySet())) {
      if (!known.containsKey(variable)) {
        complaints.add(
            "Unknown %s. Did you mean %s?"
                .formatted(origins.get(variable), nearest(variable, known)));
      }
    }
    if (!complaints.isEmpty()) {
      throw new SettingsException(String.join(System.lineSeparator(), complaints));
    }
  }

  private static String nearest(String variable, Map<String, String> known) {
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (Map.Entry<String, String> candidate : known.entrySet()) {
      int distance = Units.editDistance(variable, candidate.getKey());
      if (distance < bestDistance
          || (distance == bestDistance && candidate.getValue().compareTo(best) < 0)) {
        bestDistance = distance;
        best = candidate.getValue();
      }
    }
    return best + " (" + environmentVariable(best) + ")";
  }
}
