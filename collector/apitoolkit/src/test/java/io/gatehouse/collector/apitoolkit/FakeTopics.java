// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

/** One key with its topic, a revoked one and a paused one. */
final class FakeTopics implements Topics {

  static final String KEY = "ghi_known";
  static final String TOPIC = "gh-known";
  static final String REVOKED = "gh-revoked";
  static final String PAUSED = "gh-paused";
  static final String PROJECT = "11111111-2222-4333-8444-555555555555";
  static final int APP = 7;

  boolean available = true;

  @Override
  public KeyAnswer key(String ingestKey) {
    if (!available) {
      return new KeyAnswer.Unavailable();
    }
    return ingestKey.equals(KEY) ? new KeyAnswer.Known(TOPIC, PROJECT) : new KeyAnswer.Unknown();
  }

  @Override
  public TopicAnswer topic(String topicId) {
    if (!available) {
      return new TopicAnswer.Unavailable();
    }
    return switch (topicId) {
      case TOPIC -> new TopicAnswer.Known(APP, false, PROJECT);
      case PAUSED -> new TopicAnswer.Known(APP, true, PROJECT);
      case REVOKED -> new TopicAnswer.Revoked();
      default -> new TopicAnswer.Unknown();
    };
  }
}
