/** Lets calls of Jakarta REST applications in by their API key. */
@NullMarked
package io.gatehouse.apikeys.jaxrs;

import org.jspecify.annotations.NullMarked;
