// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import org.jspecify.annotations.Nullable;

/**
 * What came of calls. {@code served}, {@code serverErrors}, {@code refused} and {@code rateLimited}
 * add up to {@code requests}.
 *
 * @param served let in and answered below 500
 * @param serverErrors let in and answered with 500 or more, or broken off
 * @param refused not let in, but for the rate
 * @param rateLimited not let in for the rate
 * @param billable let in and answered with 2xx or 3xx
 * @param meanMillis of their durations; null = there were none
 */
public record UsageSums(
    long requests,
    long served,
    long serverErrors,
    long refused,
    long rateLimited,
    long billable,
    @Nullable Double meanMillis,
    long requestBytes,
    long responseBytes) {}
