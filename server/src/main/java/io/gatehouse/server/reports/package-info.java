// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Reports of a week or a month: read, written as mail, sent when they are due. */
@NullMarked
package io.gatehouse.server.reports;

import org.jspecify.annotations.NullMarked;
