/** Backups: snapshots of a data directory, the encrypted file they go into, and the way back. */
@NullMarked
package io.gatehouse.server.backup;

import org.jspecify.annotations.NullMarked;
