// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How addresses are written for people. */
final class InetAddressText {

  private InetAddressText() {}

  static String of(byte[] address) {
    try {
      String text = InetAddress.getByAddress(address).getHostAddress();
      return address.length == 4 ? text : "[" + text + "]";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen bytes", e);
    }
  }
}
