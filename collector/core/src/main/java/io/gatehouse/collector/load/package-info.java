/** Moves records from the ingest log into the store, and keeps the store tidy. */
@NullMarked
package io.gatehouse.collector.load;

import org.jspecify.annotations.NullMarked;
