// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param email lower-case
 * @param passwordHash PHC string; null = cannot sign in with a password
 * @param seesBodies may see captured headers and bodies
 * @param timeZone IANA name; empty = the browser's
 * @param locale BCP 47; empty = the browser's
 */
public record Member(
    String id,
    long workspaceId,
    String name,
    String email,
    @Nullable String passwordHash,
    Role role,
    boolean seesBodies,
    boolean disabled,
    String theme,
    String density,
    String timeZone,
    String locale,
    boolean shortcuts,
    long createdAt,
    @Nullable Long lastSeenAt) {}
