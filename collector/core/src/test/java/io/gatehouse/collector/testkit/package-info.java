/**
 * For tests of collectors: fakes with a memory, a simulated disk, and the contract of protocols.
 */
@NullMarked
package io.gatehouse.collector.testkit;

import org.jspecify.annotations.NullMarked;
