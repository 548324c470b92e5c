// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import java.net.InetAddress;

/**
 * Where a request came from and what it asks for, forwarding headers of trusted proxies applied.
 *
 * @param path undecoded, without the prefix under which a proxy mounts us
 * @param query undecoded, without the question mark
 * @param baseUrl scheme, host and prefix, without a slash at the end
 */
record Origin(
    String requestId,
    String path,
    String query,
    InetAddress sender,
    String host,
    boolean secure,
    String baseUrl) {}
