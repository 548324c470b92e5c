// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names that lead where a test says, and no connection at all. */
final class FakeNetwork implements Network {

  private final Map<String, Deque<InetAddress[]>> names = new HashMap<>();
  private final List<String> lookups = new ArrayList<>();
  private final List<String> connections = new ArrayList<>();

  FakeNetwork() {
    answers("example.com", "93.184.215.14");
    answers("a-b.example.com", "93.184.215.14");
    answers("xn--bcher-kva.example", "93.184.215.14");
    answers("localhost", "127.0.0.1", "::1");
    answers("inside.example.com", "10.1.2.3");
    answers("both.example.com", "93.184.215.14", "127.0.0.1");
    answers("metadata.example.com", "169.254.169.254");
  }

  void answers(String name, String... addresses) {
    Deque<InetAddress[]> answers = new ArrayDeque<>();
    answers.add(parsed(addresses));
    names.put(name, answers);
  }

  void thenAnswers(String name, String... addresses) {
    names.get(name).add(parsed(addresses));
  }

  private static InetAddress[] parsed(String... addresses) {
    return Arrays.stream(addresses).map(FakeNetwork::literal).toArray(InetAddress[]::new);
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  List<String> lookups() {
    return lookups;
  }

  List<String> connections() {
    return connections;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    lookups.add(host);
    Deque<InetAddress[]> answers = names.get(host);
    if (answers == null) {
      throw new UnknownHostException(host);
    }
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  @Override
  public Socket connect(InetAddress address, int port, int timeoutMillis) throws IOException {
    connections.add(address.getHostAddress() + ":" + port);
    throw new ConnectException("nobody is there");
  }

  @Override
  public boolean isOwn(byte[] address) {
    try {
      return InetAddress.getByAddress(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
