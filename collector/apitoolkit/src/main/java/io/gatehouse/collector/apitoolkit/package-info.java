// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The SDKs of APIToolkit and Monoscope: the call with which those of the first generation start,
 * the Pub/Sub topic they publish to, and what both generations tell about a request.
 */
@NullMarked
package io.gatehouse.collector.apitoolkit;

import org.jspecify.annotations.NullMarked;
