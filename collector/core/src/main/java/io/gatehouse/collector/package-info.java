/**
 * Takes telemetry from any protocol and makes it durable: who may send, how much, what is cut or
 * masked, and when a sender may be told that its message is safe. Nothing here knows an HTTP
 * library, a wire format or a database.
 */
@NullMarked
package io.gatehouse.collector;

import org.jspecify.annotations.NullMarked;
