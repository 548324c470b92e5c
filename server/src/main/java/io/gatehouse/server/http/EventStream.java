// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * An answer that goes on: server-sent events.
 *
 * @param open called once, on a worker thread, with the way to the client; must not block for long
 * @param allowed see {@link EventSink#isAllowed}
 */
record EventStream(Consumer<EventSink> open, BooleanSupplier allowed) {}
