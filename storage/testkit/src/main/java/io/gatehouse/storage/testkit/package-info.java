/**
 * What every store must do, as abstract test classes, with builders for the data they send. A store
 * extends each contract and answers how it is opened.
 */
@NullMarked
package io.gatehouse.storage.testkit;

import org.jspecify.annotations.NullMarked;
