/** Lets calls in by their API key, in any servlet container of Jakarta EE. */
@NullMarked
package io.gatehouse.apikeys.servlet;

import org.jspecify.annotations.NullMarked;
