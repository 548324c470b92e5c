// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Records the exchanges of Spring WebFlux applications. */
@NullMarked
package io.gatehouse.spring.webflux;

import org.jspecify.annotations.NullMarked;
