// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.Settings.Action;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** Masks user information, parameters and tokens in addresses and forms. Immutable. */
public final class UrlMasker {

  private final SecretNames names;
  private final ValueDetector values;
  private final ValueHash hash;

  /** What the rules want for a field. */
  @FunctionalInterface
  public interface FieldRules {

    FieldRules NONE = name -> null;

    /** The action for the field of this name; null = none but the built-in ones. */
    @Nullable Action of(String name);
  }

  public UrlMasker(SecretNames names, ValueDetector values, ValueHash hash) {
    this.names = names;
    this.values = values;
    this.hash = hash;
  }

  /** Masks an address, absolute or not. */
  public String maskUrl(String url, FieldRules rules) {
    int query = firstOf(url, '?', '#', 0);
    String head = maskHead(url.substring(0, query));
    if (query == url.length()) {
      return head;
    }
    int fragment = url.indexOf('#', query);
    int end = fragment < 0 ? url.length() : fragment;
    StringBuilder masked = new StringBuilder(url.length()).append(head);
    if (url.charAt(query) == '?') {
      masked.append('?').append(maskForm(url.substring(query + 1, end), rules));
    }
    if (fragment >= 0) {
      masked.append('#').append(maskForm(url.substring(fragment + 1), rules));
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

  /**
   * The path as asked for, without its parameters; what the template says is a secret shows as in
   * the template.
   */
  public String maskPath(String template, String path) {
    if (isPlainPath(path) && !hasSecretVariable(template)) {
      return path;
    }
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    StringBuilder masked = new StringBuilder(path.length());
    for (int i = 0; i < given.length; i++) {
      int parameters = given[i].indexOf(';');
      String segment = parameters < 0 ? given[i] : given[i].substring(0, parameters);
      boolean named = wanted.length == given.length && isSecretVariable(wanted[i]);
      masked.append(i == 0 ? "" : "/").append(named ? wanted[i] : maskSegment(segment));
    }
    return wanted.length != given.length && hasSecretVariable(wanted)
        ? template
        : masked.toString();
  }

  /** Whether it is seen at once that all of the path may be told; makes no objects. */
  private boolean isPlainPath(String path) {
    int start = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == ';' || c == '%' || c == '+') {
        return false;
      }
      if (c == '/') {
        if (values.holdsSecret(path, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return !values.holdsSecret(path, start, path.length());
  }

  private boolean hasSecretVariable(String template) {
    return (template.indexOf('{') >= 0 || template.indexOf(':') >= 0)
        && names.matches(template)
        && hasSecretVariable(template.split("/", -1));
  }

  private String maskSegment(String segment) {
    return hidesSecret(segment) ? ValueDetector.MASK : segment;
  }

  private boolean hasSecretVariable(String[] template) {
    for (String segment : template) {
      if (isSecretVariable(segment)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSecretVariable(String segment) {
    return (segment.indexOf('{') >= 0 || segment.startsWith(":")) && names.matches(segment);
  }

  /** Masks {@code name=value} pairs joined by {@code &} or {@code ;}. */
  public String maskForm(String form, FieldRules rules) {
    if (rules == FieldRules.NONE && isPlainForm(form)) {
      return form;
    }
    StringBuilder masked = new StringBuilder(form.length());
    int start = 0;
    char separator = 0;
    while (start <= form.length()) {
      int end = firstOf(form, '&', ';', start);
      String pair = maskPair(form.substring(start, end), rules);
      if (pair != null) {
        if (separator != 0 && !masked.isEmpty()) {
          masked.append(separator);
        }
        masked.append(pair);
      }
      separator = end < form.length() ? form.charAt(end) : 0;
      start = end + 1;
    }
    return masked.toString();
  }

  /** Whether it is seen at once that all of the form may be told; makes no objects. */
  private boolean isPlainForm(String form) {
    int start = 0;
    int equals = -1;
    for (int i = 0; i <= form.length(); i++) {
      char c = i < form.length() ? form.charAt(i) : '&';
      if (c == '%' || c == '+') {
        return false;
      }
      if (c == '=' && equals < 0) {
        equals = i;
      }
      if (c == '&' || c == ';') {
        int nameEnd = equals < 0 ? i : equals;
        if (start == i
            || names.matches(form, start, nameEnd)
            || values.holdsSecret(form, start, nameEnd)
            || values.holdsSecret(form, Math.min(nameEnd + 1, i), i)) {
          return false;
        }
        start = i + 1;
        equals = -1;
      }
    }
    return true;
  }

  /** Null = the pair is dropped. */
  private @Nullable String maskPair(String pair, FieldRules rules) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    Action action = rules.of(decode(name));
    if (action == Action.DROP) {
      return null;
    }
    String shown = hidesSecret(name) ? ValueDetector.MASK : name;
    if (value.isEmpty()) {
      return equals < 0 ? shown : shown + '=';
    }
    if (action == Action.HASH) {
      return shown + '=' + hash.of(decode(value));
    }
    boolean secret = action != null || names.matches(decode(name)) || hidesSecret(value);
    return secret || !shown.equals(name)
        ? shown + '=' + (secret ? ValueDetector.MASK : value)
        : pair;
  }

  private boolean hidesSecret(String value) {
    String decoded = decode(value);
    return holdsSecret(decoded) || (!decoded.equals(value) && holdsSecret(value));
  }

  private boolean holdsSecret(String value) {
    return values.holdsSecret(value, 0, value.length());
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
