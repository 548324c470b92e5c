// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Pages that tell the public how an app is: HTML without scripts, a feed, badges. */
@NullMarked
package io.gatehouse.server.status;

import org.jspecify.annotations.NullMarked;
