/** The durable log between collector and store, and the binary form of its records. */
@NullMarked
package io.gatehouse.collector.log;

import org.jspecify.annotations.NullMarked;
