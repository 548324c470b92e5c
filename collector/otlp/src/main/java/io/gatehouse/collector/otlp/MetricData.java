// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.ArrayList;
import java.util.List;

/** One metric of one scope. */
final class MetricData {

  static final int DELTA = 1;
  static final int CUMULATIVE = 2;

  String name = "";
  String unit = "";
  int temporality;
  boolean histogram;

  /** What was read of its points. */
  final List<PointData> points = new ArrayList<>();

  /** Points that were passed over, because nothing is made of this metric. */
  long passedOver;
}
