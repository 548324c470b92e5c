// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

/**
 * One monitored API.
 *
 * @param number what the store knows it by; never reused
 * @param id what people and URLs know it by; never changes
 * @param apdexMs threshold T of the apdex score
 * @param paused its data is answered and dropped
 * @param demo made by {@code gatehouse demo}
 */
public record App(
    int number,
    long workspaceId,
    String id,
    String name,
    int apdexMs,
    String color,
    boolean paused,
    boolean demo,
    long createdAt) {}
