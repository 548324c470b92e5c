/**
 * HTTP: connections, routes, security headers, problems, static files. The only place that knows
 * the HTTP library.
 */
@NullMarked
package io.gatehouse.server.http;

import org.jspecify.annotations.NullMarked;
