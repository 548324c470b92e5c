// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Records the exchanges of Jakarta Servlet applications. */
@NullMarked
package io.gatehouse.servlet;

import org.jspecify.annotations.NullMarked;
