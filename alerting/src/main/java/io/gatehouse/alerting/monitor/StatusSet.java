// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.InvalidSpecException;
import java.util.ArrayList;
import java.util.List;

/** Which answers of HTTP are right, such as {@code 200-299,304}. */
record StatusSet(List<int[]> ranges) {

  /**
   * @throws InvalidSpecException naming {@code expectedStatus}
   */
  static StatusSet parse(String text) {
    List<int[]> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String one = part.strip().toLowerCase(java.util.Locale.ROOT);
      if (one.matches("[1-5]xx")) {
        int first = (one.charAt(0) - '0') * 100;
        ranges.add(new int[] {first, first + 99});
      } else if (one.matches("[1-5][0-9]{2}")) {
        ranges.add(new int[] {Integer.parseInt(one), Integer.parseInt(one)});
      } else if (one.matches("[1-5][0-9]{2}-[1-5][0-9]{2}")
          && Integer.parseInt(one.substring(0, 3)) <= Integer.parseInt(one.substring(4))) {
        ranges.add(
            new int[] {Integer.parseInt(one.substring(0, 3)), Integer.parseInt(one.substring(4))});
      } else {
        throw new InvalidSpecException(
            "expectedStatus",
            "The field expectedStatus is \""
                + text
                + "\", but must be such as 200-299,304 or 2xx.");
      }
    }
    return new StatusSet(List.copyOf(ranges));
  }

  boolean contains(int status) {
    return ranges.stream().anyMatch(range -> status >= range[0] && status <= range[1]);
  }
}
