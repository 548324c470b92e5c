// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

/**
 * Knows ingest keys and the topics that belong to them. Answers from memory and never throws; doubt
 * is {@code Unavailable}. Thread-safe.
 */
public interface Topics {

  /** What the SDK that holds an ingest key is told. */
  KeyAnswer key(String ingestKey);

  /** Whose messages come to a topic. */
  TopicAnswer topic(String topicId);

  /** What is known about a key. */
  sealed interface KeyAnswer {

    /**
     * @param topicId a secret, like the key
     * @param projectId of the app, a UUID
     */
    record Known(String topicId, String projectId) implements KeyAnswer {}

    record Unknown() implements KeyAnswer {}

    record Unavailable() implements KeyAnswer {}
  }

  /** What is known about a topic. */
  sealed interface TopicAnswer {

    /**
     * @param app the catalog's number of the app
     * @param paused true: messages are taken and dropped
     * @param projectId what its messages have to name
     */
    record Known(int app, boolean paused, String projectId) implements TopicAnswer {}

    /** Its key was revoked. */
    record Revoked() implements TopicAnswer {}

    record Unknown() implements TopicAnswer {}

    record Unavailable() implements TopicAnswer {}
  }
}
