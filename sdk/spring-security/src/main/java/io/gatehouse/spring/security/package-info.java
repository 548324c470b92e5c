// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Who calls, as Spring Security knows it. */
@NullMarked
package io.gatehouse.spring.security;

import org.jspecify.annotations.NullMarked;
