/** Settings: where they come from, what they mean, and the records that hold them. */
@NullMarked
package io.gatehouse.server.config;

import org.jspecify.annotations.NullMarked;
