// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import io.gatehouse.alerting.outbound.OutboundException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Decides where the server may connect to for its users. A name is looked up once, every address
 * that comes back is checked, and only a checked address is connected to, so that a name which
 * changes its mind gains nothing. Thread-safe.
 */
public final class OutboundGuard {

  /** The setting that permits private addresses. */
  public static final String SETTING = "outbound.allow";

  /** Nothing outside of these is public; the JDK's own flags miss half of them. */
  private static final List<AddressBlock> PRIVATE =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "fc00::/7",
          "fec0::/10");

  /** Only here is unicast on the public network; whatever else of IPv6 there may be is not. */
  private static final AddressBlock GLOBAL_IPV6 = AddressBlock.parse("2000::/3");

  private static final List<AddressBlock> PRIVATE_WITHIN_GLOBAL_IPV6 =
      blocks("2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48");

  /** Instances of clouds hand out their credentials there. No setting permits these. */
  private static final List<AddressBlock> NEVER =
      blocks(
          "169.254.0.0/16",
          "fe80::/10",
          "fd00:ec2::/32",
          "100.100.100.200/32",
          "192.0.0.192/32",
          "168.63.129.16/32",
          "fd20:ce::254/128");

  private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");
  private static final AddressBlock NAT64_LOCAL = AddressBlock.parse("64:ff9b:1::/48");
  private static final AddressBlock SIX_TO_FOUR = AddressBlock.parse("2002::/16");
  private static final AddressBlock TEREDO = AddressBlock.parse("2001::/32");
  private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final Network network;
  private final CopyOnWriteArrayList<AddressBlock> allowed;
  private final CopyOnWriteArrayList<Integer> ownPorts = new CopyOnWriteArrayList<>();

  /**
   * @param allowed what the operator permits beside the public network
   */
  public OutboundGuard(Network network, List<AddressBlock> allowed) {
    this.network = network;
    this.allowed = new CopyOnWriteArrayList<>(allowed);
  }

  private static List<AddressBlock> blocks(String... texts) {
    return Stream.of(texts).map(AddressBlock::parse).toList();
  }

  /** Permits more, for what the server itself runs beside it. */
  public void allow(AddressBlock block) {
    allowed.addIfAbsent(block);
  }

  /** The server's own port: never connected to on any address of this machine. */
  public void refuseOwnPort(int port) {
    ownPorts.addIfAbsent(port);
  }

  /**
   * Looks a host up and checks what came back.
   *
   * @param host as {@link OutboundUrl#host} gives it
   * @return at least one, all permitted
   * @throws OutboundException with {@link Kind#REFUSED} or {@link Kind#DNS}
   */
  public List<InetAddress> resolve(String host, int port) throws OutboundException {
    InetAddress[] found;
    byte[] literal = OutboundUrl.literal(host);
    try {
      found =
          literal == null
              ? network.resolve(host)
              : new InetAddress[] {InetAddress.getByAddress(literal)};
    } catch (UnknownHostException e) {
      throw new OutboundException(Kind.DNS, "The name " + host + " is unknown.", e);
    }
    if (found.length == 0) {
      throw new OutboundException(Kind.DNS, "The name " + host + " has no address.");
    }
    for (InetAddress address : found) {
      check(host, address, port);
    }
    return List.of(found);
  }

  /**
   * Checks one address.
   *
   * @param host whose address it is, for the message
   */
  public void check(String host, InetAddress address, int port) throws OutboundException {
    byte[] bytes = unwrapped(address.getAddress());
    String shown =
        host.equals(address.getHostAddress()) ? host : host + " (" + address.getHostAddress() + ")";
    if (contains(NEVER, bytes, port) || isOwnListener(bytes, port)) {
      throw new OutboundException(
          Kind.REFUSED,
          shown
              + " port "
              + port
              + " is never connected to: it is where this server or its cloud"
              + " answers, and no setting changes that.");
    }
    if (!isPublic(bytes, port) && !contains(allowed, bytes, port)) {
      throw new OutboundException(
          Kind.REFUSED,
          shown
              + " is not on the public network. Whoever operates this server can permit it with the"
              + " setting "
              + SETTING
              + ", for example "
              + SETTING
              + "="
              + InetAddressText.of(bytes)
              + ":"
              + port
              + ".");
    }
  }

  private boolean isOwnListener(byte[] address, int port) {
    return ownPorts.contains(port) && network.isOwn(address);
  }

  private static boolean isPublic(byte[] address, int port) {
    if (address.length == 4) {
      return !contains(PRIVATE, address, port);
    }
    return GLOBAL_IPV6.contains(address, port)
        && !contains(PRIVATE_WITHIN_GLOBAL_IPV6, address, port);
  }

  private static boolean contains(List<AddressBlock> blocks, byte[] address, int port) {
    for (AddressBlock block : blocks) {
      if (block.contains(address, port)) {
        return true;
      }
    }
    return false;
  }

  /** The IPv4 address that an IPv6 address only wraps, or the address as it is. */
  static byte[] unwrapped(byte[] address) {
    if (address.length == 4) {
      return address;
    }
    if (NAT64.contains(address, 0)) {
      return Arrays.copyOfRange(address, 12, 16);
    }
    if (NAT64_LOCAL.contains(address, 0)) {
      return Arrays.copyOfRange(address, 12, 16);
    }
    if (SIX_TO_FOUR.contains(address, 0)) {
      return Arrays.copyOfRange(address, 2, 6);
    }
    if (TEREDO.contains(address, 0)) {
      byte[] hidden = Arrays.copyOfRange(address, 12, 16);
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = (byte) ~hidden[i];
      }
      return hidden;
    }
    boolean mapped = Arrays.equals(Arrays.copyOf(address, 12), MAPPED_PREFIX);
    boolean compatible = isZero(address, 12) && !isZero(Arrays.copyOfRange(address, 12, 15), 3);
    return mapped || compatible ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  private static boolean isZero(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  Network network() {
    return network;
  }
}
