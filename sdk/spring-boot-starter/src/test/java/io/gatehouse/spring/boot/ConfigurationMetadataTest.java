// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.json.JsonParserFactory;

/** What editors show of the settings is what there is. */
class ConfigurationMetadataTest {

  @Test
  void metadata_tellsEverySettingAndItsDefault() throws Exception {
    Map<String, String> declared = new TreeMap<>();
    declare(declared, "gatehouse.", GatehouseProperties.class);

    assertThat(described()).isEqualTo(declared);
  }

  @Test
  void metadata_hasSentences() throws Exception {
    assertThat(properties())
        .allSatisfy(one -> assertThat(one.get("description")).asString().endsWith("."));
  }

  /** Rewrites docs/sdk-settings.md with {@code -Dgatehouse.write=true}; otherwise compares. */
  @Test
  void reference_isMadeOfTheMetadata() throws Exception {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings of the SDK

            This page is generated from the metadata of the Spring Boot starter; a test keeps it true. Each property is
            an environment variable as well. The other adapters take the variables named in
            [the guides](guides/README.md) and the methods of `Gatehouse.Builder` that are called like the properties.

            | property | environment variable | default | meaning |
            |---|---|---|---|
            """);
    for (Map<?, ?> property : properties()) {
      String name = String.valueOf(property.get("name"));
      Object value = property.get("defaultValue");
      page.append("| `").append(name).append("` | `").append(variable(name)).append("` | ");
      page.append(value == null ? "" : "`" + value + "`").append(" | ");
      page.append(property.get("description")).append(" |\n");
    }
    Path file = docs().resolve("sdk-settings.md");
    if (Boolean.getBoolean("gatehouse.write")) {
      Files.writeString(file, page);
    }
    assertThat(Files.readString(file)).isEqualTo(page.toString());
  }

  /** The form that Spring Boot and the other adapters read alike. */
  private static String variable(String property) {
    return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Path docs() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs/settings.md"))) {
      directory = directory.getParent();
    }
    return directory.resolve("docs");
  }

  private static void declare(Map<String, String> declared, String prefix, Class<?> type) {
    for (Parameter component : type.getDeclaredConstructors()[0].getParameters()) {
      String kebab = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      DefaultValue value = component.getAnnotation(DefaultValue.class);
      if (component.getType().isRecord()) {
        declare(declared, prefix + kebab + ".", component.getType());
      } else {
        boolean none = value == null || value.value().length == 0;
        declared.put(prefix + kebab, none ? "" : value.value()[0]);
      }
    }
  }

  private static Map<String, String> described() throws Exception {
    Map<String, String> described = new TreeMap<>();
    for (Map<?, ?> property : properties()) {
      Object value = property.get("defaultValue");
      described.put((String) property.get("name"), value == null ? "" : value.toString());
    }
    return described;
  }

  private static List<Map<?, ?>> properties() throws Exception {
    try (InputStream in =
        GatehouseProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      String json = new String(in.readAllBytes(), UTF_8);
      List<?> properties =
          (List<?>) JsonParserFactory.getJsonParser().parseMap(json).get("properties");
      return properties.stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
    }
  }
}
