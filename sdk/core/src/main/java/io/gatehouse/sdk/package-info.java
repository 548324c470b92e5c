/**
 * Records HTTP exchanges of a service and reports them to a Gatehouse server. Adapters call {@link
 * io.gatehouse.sdk.HttpServerHandler}; applications configure {@link io.gatehouse.sdk.Gatehouse}.
 */
@NullMarked
package io.gatehouse.sdk;

import org.jspecify.annotations.NullMarked;
