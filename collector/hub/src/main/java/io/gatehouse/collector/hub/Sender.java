// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

/** Whose message it is. */
record Sender(int app, String environment) {}
