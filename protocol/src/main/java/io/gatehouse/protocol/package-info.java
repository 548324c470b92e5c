/**
 * The native wire format between an SDK and the server: immutable records, a JSON writer and a
 * strict JSON reader, and the codec of batches and settings. Described in {@code docs/protocol.md}.
 */
@NullMarked
package io.gatehouse.protocol;

import org.jspecify.annotations.NullMarked;
