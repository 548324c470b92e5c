// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** What changed in an app, in sentences. Rules are plain and know no store; reading is apart. */
@NullMarked
package io.gatehouse.server.overview;

import org.jspecify.annotations.NullMarked;
