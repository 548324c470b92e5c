/**
 * What both ends of the wire hold for a secret: names of fields, and values by what they look like.
 */
@NullMarked
package io.gatehouse.protocol.redact;

import org.jspecify.annotations.NullMarked;
