/** The command line. */
@NullMarked
package io.gatehouse.server.cli;

import org.jspecify.annotations.NullMarked;
