/** The server: wiring, start and stop. */
@NullMarked
package io.gatehouse.server;

import org.jspecify.annotations.NullMarked;
