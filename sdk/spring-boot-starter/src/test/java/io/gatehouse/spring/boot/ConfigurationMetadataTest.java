// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Parameter;
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
