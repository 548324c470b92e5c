// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The adapter for Jakarta REST on Jersey. */
@NullMarked
package io.gatehouse.jaxrs;

import org.jspecify.annotations.NullMarked;
