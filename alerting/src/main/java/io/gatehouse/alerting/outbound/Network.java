// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;

/** What the outbound client needs of the machine; tests bring another one. */
public interface Network {

  /** The machine's own. */
  Network SYSTEM = new SystemNetwork();

  /** All addresses of a name. */
  InetAddress[] resolve(String host) throws UnknownHostException;

  /** Connects to exactly this address. */
  Socket connect(InetAddress address, int port, int timeoutMillis) throws IOException;

  /** Whether an address is one of this machine. */
  boolean isOwn(byte[] address);

  /** Sockets and names of this machine. */
  final class SystemNetwork implements Network {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return InetAddress.getAllByName(host);
    }

    @Override
    public Socket connect(InetAddress address, int port, int timeoutMillis) throws IOException {
      Socket socket = new Socket(java.net.Proxy.NO_PROXY);
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), timeoutMillis);
        return socket;
      } catch (IOException | RuntimeException e) {
        socket.close();
        throw e;
      }
    }

    @Override
    public boolean isOwn(byte[] address) {
      try {
        InetAddress one = InetAddress.getByAddress(address);
        return one.isLoopbackAddress()
            || one.isAnyLocalAddress()
            || NetworkInterface.getByInetAddress(one) != null;
      } catch (UnknownHostException | SocketException e) {
        // In doubt it is ours, and refused.
        return true;
      }
    }
  }
}
