/**
 * Small transactional data: apps, environments, client ids, consumers' names and groups, members,
 * sessions, tokens, settings and the audit trail. Telemetry is not here.
 */
@NullMarked
package io.gatehouse.catalog;

import org.jspecify.annotations.NullMarked;
