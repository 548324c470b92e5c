/** What protocols share when they turn bytes into batches: bounded readers and common rules. */
@NullMarked
package io.gatehouse.collector.decode;

import org.jspecify.annotations.NullMarked;
