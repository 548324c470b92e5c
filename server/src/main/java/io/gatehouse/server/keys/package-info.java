/** API keys of the apps' callers: issuing them, and telling the services that verify them. */
@NullMarked
package io.gatehouse.server.keys;

import org.jspecify.annotations.NullMarked;
