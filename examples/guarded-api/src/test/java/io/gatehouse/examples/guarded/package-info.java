@NullMarked
package io.gatehouse.examples.guarded;

import org.jspecify.annotations.NullMarked;
