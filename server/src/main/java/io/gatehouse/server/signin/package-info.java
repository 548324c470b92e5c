// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** How people show who they are: codes, passkeys, providers. Knows no HTTP. */
@NullMarked
package io.gatehouse.server.signin;

import org.jspecify.annotations.NullMarked;
