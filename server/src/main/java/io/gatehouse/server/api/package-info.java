/**
 * The REST API: one class per subject, each mapping queries and changes to JSON as openapi.yaml
 * describes them.
 */
@NullMarked
package io.gatehouse.server.api;

import org.jspecify.annotations.NullMarked;
