// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The configuration of an OpenTelemetry Collector in the guide is one that a collector starts with.
 */
class CollectorConfigTest {

  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static JsonNode config() throws Exception {
    String guide = Files.readString(Path.of("../docs/guides/opentelemetry.md"));
    Matcher block = BLOCK.matcher(guide);
    assertThat(block.find()).isTrue();
    return YAML.readTree(block.group(1));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void guide_usesWhatItDefinesAndDefinesWhatItUses() throws Exception {
    JsonNode config = config();
    assertThat(names(config))
        .containsExactlyInAnyOrder("extensions", "receivers", "exporters", "service");
    JsonNode service = config.get("service");
    assertThat(texts(service.get("extensions")))
        .containsExactlyInAnyOrderElementsOf(names(config.get("extensions")));
    assertThat(names(service.get("pipelines")))
        .containsExactlyInAnyOrder("traces", "metrics", "logs");
    for (JsonNode pipeline : service.get("pipelines")) {
      for (String kind : Set.of("receivers", "exporters")) {
        assertThat(texts(pipeline.get(kind)))
            .isNotEmpty()
            .containsExactlyInAnyOrderElementsOf(names(config.get(kind)));
      }
    }
  }

  @Test
  void guide_losesNothingWhileGatehouseIsAway() throws Exception {
    JsonNode config = config();
    JsonNode exporter = config.at("/exporters/otlphttp~1gatehouse");
    String storage = exporter.at("/sending_queue/storage").asText();
    assertThat(config.at("/extensions/" + storage + "/fsync").asBoolean()).isTrue();
    assertThat(exporter.at("/sending_queue/block_on_overflow").asBoolean()).isTrue();
    assertThat(exporter.at("/retry_on_failure/max_elapsed_time").asText()).isEqualTo("0");
  }
}
