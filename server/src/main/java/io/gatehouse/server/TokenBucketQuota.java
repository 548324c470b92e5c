// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.collector.Quota;
import io.gatehouse.server.config.IngestConfig;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Messages per minute of an app and of an address, each as a token bucket. */
final class TokenBucketQuota implements Quota {

  private static final int MAX_ADDRESSES = 20_000;

  private final int perApp;
  private final int perAddress;
  private final Cache<Integer, Bucket> apps =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(10)).build();
  private final Cache<String, Bucket> addresses =
      Caffeine.newBuilder()
          .maximumSize(MAX_ADDRESSES)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  TokenBucketQuota(IngestConfig config) {
    this.perApp = config.requestsPerMinutePerApp();
    this.perAddress = config.requestsPerMinutePerAddress();
  }

  @Override
  public long take(int app, String peerAddress, long bytes) {
    long wait =
        perAddress == 0 ? 0 : take(addresses.get(peerAddress, address -> bucket(perAddress)));
    return wait > 0 || perApp == 0 ? wait : take(apps.get(app, number -> bucket(perApp)));
  }

  private static long take(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? 0
        : Math.max(1, TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()));
  }

  private static Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}
