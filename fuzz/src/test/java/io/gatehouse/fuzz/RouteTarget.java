// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.apitoolkit.MessageRows;
import io.gatehouse.collector.decode.InferredRoute;

/** Routes made of paths and of other frameworks' templates: again the same when made again. */
final class RouteTarget implements FuzzTarget {

  private static final int MAX_CHARS = 30 * 33 + 2;

  @Override
  public void run(byte[] input) {
    String path = new String(input, UTF_8);
    String route = InferredRoute.ofPath(path);
    expect(InferredRoute.ofPath(route).equals(route), "not the same again: " + route);
    expect(route.length() <= MAX_CHARS, "longer than a route may be: " + route);
    expect(!route.isEmpty(), "no route");
    String template = MessageRows.template(path);
    String again = MessageRows.template(template);
    expect(again.equals(template), template + " becomes " + again);
    expect(template.length() <= 2 * path.length() + 16, "longer than told: " + template);
    InferredRoute.ofName(path);
    MessageRows.matches(template, route);
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
