// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import org.jspecify.annotations.Nullable;

/**
 * The mail server that the operator configured.
 *
 * @param host empty = there is none
 * @param tls {@code starttls}, {@code tls} or {@code none}
 * @param username null = nobody signs in
 * @param from address of the sender
 */
public record MailServer(
    String host,
    int port,
    String tls,
    @Nullable String username,
    @Nullable String password,
    String from) {

  public boolean isThere() {
    return !host.isEmpty();
  }

  @Override
  public String toString() {
    return "MailServer[" + host + ":" + port + "]";
  }
}
