/** An example: a shop API that reports to Gatehouse. */
@NullMarked
package io.gatehouse.examples.shop;

import org.jspecify.annotations.NullMarked;
