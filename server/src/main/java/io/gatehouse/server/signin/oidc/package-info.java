// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Sign-in by providers of OpenID Connect: code with PKCE, state and nonce. */
@NullMarked
package io.gatehouse.server.signin.oidc;

import org.jspecify.annotations.NullMarked;
