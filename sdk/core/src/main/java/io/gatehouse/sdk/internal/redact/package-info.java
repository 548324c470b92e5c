// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Takes secrets out of what is recorded; not part of the API. */
@NullMarked
package io.gatehouse.sdk.internal.redact;

import org.jspecify.annotations.NullMarked;
