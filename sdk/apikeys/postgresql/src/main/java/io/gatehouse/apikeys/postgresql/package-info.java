/** Keeps rate limits of API keys for all processes of a service, in PostgreSQL. */
@NullMarked
package io.gatehouse.apikeys.postgresql;

import org.jspecify.annotations.NullMarked;
