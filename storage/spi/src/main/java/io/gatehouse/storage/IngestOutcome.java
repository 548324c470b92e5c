// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

/**
 * How often something of this app was not taken as it came.
 *
 * @param reason stable identifier, e.g. {@code status-null}, {@code malformed-json}
 * @param hint a short sample that helps to find the cause, without secrets; may be empty
 */
public record IngestOutcome(Kind kind, String reason, String hint, long count) {

  /** What happened to the data. */
  public enum Kind {
    /** Refused or left out. */
    REJECTED,
    /** Taken after a correction of a known client flaw. */
    CORRECTED,
    /** Cut to a limit. */
    TRUNCATED,
    /** Kept aside because it could not be processed. */
    QUARANTINED
  }

  public IngestOutcome {
    requireNonNull(kind, "kind");
    requireNonNull(reason, "reason");
    requireNonNull(hint, "hint");
  }
}
