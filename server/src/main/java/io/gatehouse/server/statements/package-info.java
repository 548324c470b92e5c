/** Statements of usage: from the ledger to what a consumer is told, for good. */
@NullMarked
package io.gatehouse.server.statements;

import org.jspecify.annotations.NullMarked;
