// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets only those call a method who were granted scopes. On a class it holds for all methods that
 * have none of their own. The adapters for Spring Security and Jakarta REST enforce it.
 *
 * <pre>{@code
 * @RequiresScope("orders:read")
 * @RequiresScope(value = {"orders:admin", "orders:write"}, match = RequiresScope.Match.ANY)
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresScope {

  /** Scopes without wildcards, e.g. {@code orders:read}; at least one. */
  String[] value();

  /** How many of them are needed. */
  Match match() default Match.ALL;

  /** How many of several scopes are needed. */
  enum Match {
    ALL,
    ANY
  }
}
