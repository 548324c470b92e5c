// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** What is measured of the OTLP collector that it keeps to itself. */
@NullMarked
package io.gatehouse.collector.otlp;

import org.jspecify.annotations.NullMarked;
