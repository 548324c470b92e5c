// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

/**
 * One caller of the simulated shop.
 *
 * @param weight share of the traffic, relative to the others
 * @param fromDay calls since so many days before now; 30 and more = all the time
 * @param untilDay stopped calling so many days before now; 0 = still calls
 */
record DemoConsumer(
    String identifier, String name, String group, double weight, int fromDay, int untilDay) {}
