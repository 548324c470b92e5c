// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** What adapters are tested with: a contract over real HTTP and a server to report to. */
@NullMarked
package io.gatehouse.sdk.testkit;

import org.jspecify.annotations.NullMarked;
