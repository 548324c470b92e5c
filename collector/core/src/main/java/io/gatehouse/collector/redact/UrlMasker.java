// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;

/** Masks user information, parameters and tokens in addresses and forms. Immutable. */
final class UrlMasker {

  private final SecretNames names;
  private final ValueDetector values;

  UrlMasker(SecretNames names, ValueDetector values) {
    this.names = names;
    this.values = values;
  }

  /** Masks an address, absolute or not. */
  String maskUrl(String url) {
    int query = firstOf(url, '?', '#');
    String head = maskHead(url.substring(0, query));
    if (query == url.length()) {
      return head;
    }
    int fragment = url.indexOf('#', query);
    int end = fragment < 0 ? url.length() : fragment;
    StringBuilder masked = new StringBuilder(url.length()).append(head);
    if (url.charAt(query) == '?') {
      masked.append('?').append(maskForm(url.substring(query + 1, end)));
    }
    if (fragment >= 0) {
      masked.append('#').append(maskForm(url.substring(fragment + 1)));
    }
    return masked.toString();
  }

  private String maskHead(String head) {
    int scheme = head.indexOf("://");
    int host = scheme < 0 ? -1 : scheme + 3;
    int slash = host < 0 ? -1 : head.indexOf('/', host);
    int at = host < 0 ? -1 : head.lastIndexOf('@', slash < 0 ? head.length() : slash);
    String open =
        at > host ? head.substring(0, host) + ValueDetector.MASK + head.substring(at) : head;
    return values.mask(open);
  }

  /** Masks {@code name=value} pairs joined by {@code &} or {@code ;}. */
  String maskForm(String form) {
    StringBuilder masked = new StringBuilder(form.length());
    int start = 0;
    while (start <= form.length()) {
      int end = firstOf(form, '&', ';', start);
      masked.append(maskPair(form.substring(start, end)));
      if (end < form.length()) {
        masked.append(form.charAt(end));
      }
      start = end + 1;
    }
    return masked.toString();
  }

  private String maskPair(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return hidesSecret(pair) ? ValueDetector.MASK : pair;
    }
    String name = pair.substring(0, equals);
    String value = pair.substring(equals + 1);
    boolean secret = !value.isEmpty() && (names.matches(decode(name)) || hidesSecret(value));
    return secret ? name + '=' + ValueDetector.MASK : pair;
  }

  private boolean hidesSecret(String value) {
    String decoded = decode(value);
    return !values.mask(decoded).equals(decoded) || !values.mask(value).equals(value);
  }

  /** Percent-decodes; text with broken escapes is looked at as it is. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static int firstOf(String text, char one, char other) {
    return firstOf(text, one, other, 0);
  }

  private static int firstOf(String text, char one, char other, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == one || c == other) {
        return i;
      }
    }
    return text.length();
  }
}
