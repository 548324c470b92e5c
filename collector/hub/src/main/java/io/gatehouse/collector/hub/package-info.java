/**
 * The protocol of the SDKs that name their app by a client id in the path ("hub", version 2): JSON
 * counters, start-up messages, gzip'd request logs, and Workers trace events.
 */
@NullMarked
package io.gatehouse.collector.hub;

import org.jspecify.annotations.NullMarked;
