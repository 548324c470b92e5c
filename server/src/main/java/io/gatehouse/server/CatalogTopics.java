// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.IngestTokens;
import io.gatehouse.collector.apitoolkit.Topics;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the collector of APIToolkit's SDKs which topic belongs to a key, and to which app. */
final class CatalogTopics implements Topics {

  private static final Logger log = LoggerFactory.getLogger(CatalogTopics.class);

  private final Catalog catalog;

  CatalogTopics(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public KeyAnswer key(String ingestKey) {
    try {
      return catalog
          .ingestTokens()
          .destinationOf(ingestKey)
          .<KeyAnswer>map(found -> new KeyAnswer.Known(found.topicId(), found.projectId()))
          .orElseGet(KeyAnswer.Unknown::new);
    } catch (RuntimeException e) {
      log.warn("the catalog cannot tell whose ingest key this is", e);
      return new KeyAnswer.Unavailable();
    }
  }

  @Override
  public TopicAnswer topic(String topicId) {
    try {
      IngestTokens tokens = catalog.ingestTokens();
      Optional<IngestTokens.Topic> found = tokens.topic(topicId);
      if (found.isPresent()) {
        IngestTokens.Topic topic = found.get();
        return new TopicAnswer.Known(topic.app(), topic.paused(), topic.projectId());
      }
      return tokens.isRevokedTopic(topicId) ? new TopicAnswer.Revoked() : new TopicAnswer.Unknown();
    } catch (RuntimeException e) {
      log.warn("the catalog cannot tell whose topic this is", e);
      return new TopicAnswer.Unavailable();
    }
  }
}
