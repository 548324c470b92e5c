/** Masks secrets in captured requests before anything reaches a disk. */
@NullMarked
package io.gatehouse.collector.redact;

import org.jspecify.annotations.NullMarked;
