// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** A small shop on Jersey. */
@NullMarked
package io.gatehouse.examples.jaxrs;

import org.jspecify.annotations.NullMarked;
