// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

/**
 * One endpoint of the simulated shop.
 *
 * @param weight share of the traffic, relative to the others
 * @param medianMillis of its response time
 * @param spread of the response time: standard deviation of its logarithm
 * @param clientErrorShare of requests that end in {@code clientError}
 * @param requestBytes typical body size; 0 = none
 */
record DemoEndpoint(
    String method,
    String route,
    double weight,
    double medianMillis,
    double spread,
    double clientErrorShare,
    int clientError,
    double serverErrorShare,
    int success,
    int requestBytes,
    int responseBytes) {

  boolean isWrite() {
    return requestBytes > 0;
  }
}
