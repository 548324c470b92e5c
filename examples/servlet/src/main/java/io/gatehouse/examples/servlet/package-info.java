/** An example of plain servlets. */
@NullMarked
package io.gatehouse.examples.servlet;

import org.jspecify.annotations.NullMarked;
