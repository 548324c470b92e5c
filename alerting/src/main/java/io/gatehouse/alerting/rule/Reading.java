// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import org.jspecify.annotations.Nullable;

/**
 * What a rule reads of one thing at one time.
 *
 * @param subject id of that thing; empty = the rule has one only
 * @param label for people
 * @param value null = there is none
 * @param breached the condition holds; meaningless without a value
 * @param detail what more there is to tell, one line
 * @param path of the exact view, within the app's part of the dashboard
 * @param sinceMillis when it began, where that is known better than by looking; 0 = it is not
 */
record Reading(
    String subject,
    String label,
    @Nullable Double value,
    boolean breached,
    String detail,
    String path,
    long sinceMillis) {

  static Reading of(@Nullable Double value, boolean breached, String detail, String path) {
    return new Reading("", "", value, breached, detail, path, 0);
  }
}
