/** What every accepted message goes through: redaction, the log, and the count of what was not. */
@NullMarked
package io.gatehouse.collector.intake;

import org.jspecify.annotations.NullMarked;
