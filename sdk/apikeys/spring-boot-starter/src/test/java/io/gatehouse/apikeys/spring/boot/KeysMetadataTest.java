// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.json.JsonParserFactory;

/** What editors show of the settings is what there is. */
class KeysMetadataTest {

  @Test
  void metadata_tellsEverySettingAndItsDefault() throws Exception {
    Map<String, String> declared = new TreeMap<>();
    var parameters = GatehouseKeysProperties.class.getDeclaredConstructors()[0].getParameters();
    RecordComponent[] components = GatehouseKeysProperties.class.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      String kebab = components[i].getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      DefaultValue value = parameters[i].getAnnotation(DefaultValue.class);
      boolean none = value == null || value.value().length == 0;
      declared.put("gatehouse.keys." + kebab, none ? "" : value.value()[0]);
    }

    assertThat(described()).isEqualTo(declared);
  }

  private static Map<String, String> described() throws Exception {
    try (InputStream in =
        GatehouseKeysProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      String json = new String(in.readAllBytes(), UTF_8);
      List<?> properties =
          (List<?>) JsonParserFactory.getJsonParser().parseMap(json).get("properties");
      Map<String, String> described = new TreeMap<>();
      for (Object one : properties) {
        Map<?, ?> property = (Map<?, ?>) one;
        Object value = property.get("defaultValue");
        assertThat(property.get("description")).asString().endsWith(".");
        described.put((String) property.get("name"), value == null ? "" : value.toString());
      }
      return described;
    }
  }
}
