/** Lets calls in by their API key, with Spring Security in servlet applications. */
@NullMarked
package io.gatehouse.apikeys.spring;

import org.jspecify.annotations.NullMarked;
