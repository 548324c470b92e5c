/** An example: an API that lets calls in by their API key. */
@NullMarked
package io.gatehouse.examples.guarded;

import org.jspecify.annotations.NullMarked;
