/**
 * Verifies API keys inside the service that is called, from a signed snapshot of the keys that the
 * server keeps up to date: no request waits for the network.
 */
@NullMarked
package io.gatehouse.apikeys;

import org.jspecify.annotations.NullMarked;
