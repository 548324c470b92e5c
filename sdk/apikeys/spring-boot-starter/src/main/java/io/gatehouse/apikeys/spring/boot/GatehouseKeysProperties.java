// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring.boot;

import io.gatehouse.apikeys.ApiKeys.WhenStale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings below {@code gatehouse.keys}; server and token are those of reporting.
 *
 * @param enabled read by a condition as well, before these settings are bound
 * @param environment slug; null = that of reporting
 * @param directory where keys are kept on disk; null = nowhere
 * @param staleAfter how long the server may be silent
 * @param whenStale what counts after that
 * @param signer who must have signed the keys; null = whoever answers first
 * @param authorization scheme of the header Authorization that keys are taken from; null = none
 * @param headers that keys are taken from; no place at all = Authorization: Bearer, X-Api-Key
 * @param query parameter keys are taken from; null = none
 * @param cookie keys are taken from; null = none
 * @param openPaths below the context path; {@code /**} at the end takes all below
 * @param trustedProxies networks whose forwarding headers are believed
 * @param scopes what is asked for by {@code hasAuthority}
 * @param watch whether guessed keys and first uses are told to the server
 * @param guessesPerMinute more bad keys of an address are told
 */
@ConfigurationProperties("gatehouse.keys")
record GatehouseKeysProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable String environment,
    @Nullable Path directory,
    @DefaultValue("1m") Duration staleAfter,
    @DefaultValue("last-known") WhenStale whenStale,
    @Nullable String signer,
    @Nullable String authorization,
    @DefaultValue({}) List<String> headers,
    @Nullable String query,
    @Nullable String cookie,
    @DefaultValue({}) List<String> openPaths,
    @DefaultValue({}) List<String> trustedProxies,
    @DefaultValue({}) List<String> scopes,
    @DefaultValue("true") boolean watch,
    @DefaultValue("20") int guessesPerMinute) {}
