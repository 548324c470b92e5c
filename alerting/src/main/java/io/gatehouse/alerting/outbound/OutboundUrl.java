// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import io.gatehouse.alerting.outbound.OutboundException.Kind;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of the web in its one strict spelling. What different programs would read differently
 * (octal and hexadecimal numbers, short forms of IPv4, names and passwords before the host,
 * backslashes, encoded hosts) is refused, not interpreted.
 *
 * @param host a name in lower case, or a literal address without brackets
 * @param target path and query as sent
 */
public record OutboundUrl(boolean secure, String host, int port, String target) {

  private static final int MAX_LENGTH = 4_000;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");
  private static final Pattern NUMERIC_LABEL = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  /**
   * Reads an address.
   *
   * @throws OutboundException with {@link Kind#REFUSED}
   */
  public static OutboundUrl parse(String text) throws OutboundException {
    if (text.length() > MAX_LENGTH) {
      throw refused(
          "The address has " + text.length() + " characters; at most " + MAX_LENGTH + ".");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c == '\\' || c == 0x7f)) {
      throw refused("The address contains blanks, control characters or backslashes.");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw refused("\"" + text + "\" is no address such as https://example.com/health.");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused("The address must begin with http:// or https://, not \"" + scheme + "\".");
    }
    String authority = uri.getRawAuthority();
    if (authority == null || authority.isEmpty()) {
      throw refused("The address names no host.");
    }
    if (authority.indexOf('@') >= 0) {
      throw refused("The address contains a user or password. Send a header instead.");
    }
    boolean secure = scheme.equals("https");
    int colon =
        authority.startsWith("[")
            ? authority.indexOf(':', authority.indexOf(']'))
            : authority.indexOf(':');
    String host = host(colon < 0 ? authority : authority.substring(0, colon));
    int port = colon < 0 ? (secure ? 443 : 80) : port(authority.substring(colon + 1));
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new OutboundUrl(secure, host, port, ascii(path + query));
  }

  private static String ascii(String target) throws OutboundException {
    if (target.chars().anyMatch(c -> c > 126)) {
      throw refused("Path and query must be percent-encoded.");
    }
    return target;
  }

  private static int port(String text) throws OutboundException {
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    }
    throw refused("The port is \"" + text + "\", but must be from 1 to 65535.");
  }

  /**
   * Reads a host.
   *
   * @return a name in lower case or a literal address without brackets
   * @throws OutboundException when it is spelled in a way that can be read differently
   */
  public static String host(String text) throws OutboundException {
    if (text.startsWith("[")) {
      String inner = text.endsWith("]") ? text.substring(1, text.length() - 1) : "";
      String lower = inner.toLowerCase(Locale.ROOT);
      if (inner.indexOf(':') >= 0 && literal(lower) != null) {
        return lower;
      }
      throw refused("\"" + text + "\" is no IPv6 address.");
    }
    String lower;
    try {
      lower = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw refused("\"" + text + "\" is no host name.");
    }
    if (!isAscii(text) && !lower.contains("xn--")) {
      // Full-width digits and dots turn into an address that nobody wrote.
      throw refused("\"" + text + "\" is written in characters that mean others.");
    }
    if (IPV4.matcher(lower).matches()) {
      return lower;
    }
    String last = lower.substring(lower.lastIndexOf('.') + 1);
    boolean name = lower.length() <= 253 && NAME.matcher(lower).matches();
    if (!name || NUMERIC_LABEL.matcher(last).matches()) {
      throw refused(
          "\""
              + text
              + "\" is neither a host name nor an address such as 192.0.2.1 or [2001:db8::1].");
    }
    return lower;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  /** Bytes of a literal address in its strict spelling; null when it is none. */
  static byte @Nullable [] literal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    boolean possible =
        IPV4.matcher(lower).matches() || (lower.indexOf(':') >= 0 && IPV6.matcher(lower).matches());
    if (!possible) {
      return null;
    }
    try {
      // A literal is not looked up. IPv4-mapped ones come out as IPv4.
      InetAddress address = InetAddress.getByName(lower);
      boolean zone = address instanceof Inet6Address six && six.getScopeId() != 0;
      return zone ? null : address.getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** As in an address: IPv6 in brackets, the port only when it is not the usual one. */
  public String authority() {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? shown : shown + ":" + port;
  }

  /** Where a redirect leads. */
  OutboundUrl resolve(String location) throws OutboundException {
    if (location.startsWith("//")) {
      return parse((secure ? "https:" : "http:") + location);
    }
    if (location.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
      return parse(withoutFragment(location));
    }
    try {
      return parse(new URI(toString()).resolve(withoutFragment(location)).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new OutboundException(
          Kind.PROTOCOL, "The redirect leads to \"" + location + "\", which is no address.", e);
    }
  }

  private static String withoutFragment(String location) {
    int hash = location.indexOf('#');
    return hash < 0 ? location : location.substring(0, hash);
  }

  /** Whether credentials for one may be sent to the other. */
  boolean sameOrigin(OutboundUrl other) {
    return secure == other.secure && host.equals(other.host) && port == other.port;
  }

  private static OutboundException refused(String message) {
    return new OutboundException(Kind.REFUSED, message);
  }

  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + authority() + target;
  }
}
