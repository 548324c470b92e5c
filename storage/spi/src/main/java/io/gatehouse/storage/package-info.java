/**
 * What Gatehouse stores and what it can be asked: telemetry records going in as {@link
 * io.gatehouse.storage.Batch batches}, typed queries and their results coming out. Nothing here
 * knows a wire protocol or a database.
 */
@NullMarked
package io.gatehouse.storage;

import org.jspecify.annotations.NullMarked;
