// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Auto-configuration of API keys in Spring Boot applications. */
@NullMarked
package io.gatehouse.apikeys.spring.boot;

import org.jspecify.annotations.NullMarked;
