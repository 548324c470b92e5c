// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0

/** The REST API for Java programs. */
@NullMarked
package io.gatehouse.client;

import org.jspecify.annotations.NullMarked;
