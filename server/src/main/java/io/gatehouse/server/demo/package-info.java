/** The simulated shop of {@code gatehouse demo}. */
@NullMarked
package io.gatehouse.server.demo;

import org.jspecify.annotations.NullMarked;
