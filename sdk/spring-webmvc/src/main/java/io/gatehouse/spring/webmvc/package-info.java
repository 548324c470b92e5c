// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** What looks into Spring MVC for the servlet filter. */
@NullMarked
package io.gatehouse.spring.webmvc;

import org.jspecify.annotations.NullMarked;
