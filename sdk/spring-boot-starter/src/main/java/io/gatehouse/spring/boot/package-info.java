// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Auto-configuration of the SDK in Spring Boot applications. */
@NullMarked
package io.gatehouse.spring.boot;

import org.jspecify.annotations.NullMarked;
