/**
 * API keys: their text, the hashes they are kept as, and the signed snapshot from which a service
 * verifies them by itself. Described in {@code docs/api-keys.md}.
 */
@NullMarked
package io.gatehouse.protocol.key;

import org.jspecify.annotations.NullMarked;
