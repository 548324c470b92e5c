@NullMarked
package io.gatehouse.examples.shop;

import org.jspecify.annotations.NullMarked;
