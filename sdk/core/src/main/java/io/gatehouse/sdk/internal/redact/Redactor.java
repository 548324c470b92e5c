// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.internal.redact;

import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.WireRecord.Header;
import io.gatehouse.protocol.redact.ClientAddress;
import io.gatehouse.protocol.redact.SecretNames;
import io.gatehouse.protocol.redact.UrlMasker;
import io.gatehouse.protocol.redact.UrlMasker.FieldRules;
import io.gatehouse.protocol.redact.ValueDetector;
import io.gatehouse.protocol.redact.ValueHash;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what is recorded: by built-in names, by rules, and by what values look like.
 * Linear in the length of the text. Immutable.
 */
public final class Redactor {

  private static final int MAX_HEADER_CHARS = 4_096;
  private static final String JSON = "application/json";
  private static final ValueHash HASH = new ValueHash();

  private final Rules rules;
  private final boolean keepClientAddress;
  private final SecretNames names = new SecretNames(Set.of());
  private final ValueDetector values = new ValueDetector(names);
  private final UrlMasker urls = new UrlMasker(names, values, HASH);
  private final JsonMasker json = new JsonMasker(names, values, HASH);

  /**
   * With rules besides the built-in ones.
   *
   * @param keepClientAddress false: addresses are shortened so that they name a network
   */
  public Redactor(List<RedactionRule> rules, boolean keepClientAddress) {
    this.rules = new Rules(rules);
    this.keepClientAddress = keepClientAddress;
  }

  /** Checks the path of a rule for bodies. */
  public static void checkPath(String path) {
    JsonPath.parse(path);
  }

  /** Any text, such as a message. */
  public String text(String text) {
    return values.mask(text);
  }

  /** Path and query; the endpoint is method and route. */
  public String url(String endpoint, String route, String path, @Nullable String query) {
    String masked = urls.maskPath(route, path);
    return query == null
        ? masked
        : masked + '?' + urls.maskForm(query, fields(Target.QUERY, endpoint));
  }

  private FieldRules fields(Target target, String endpoint) {
    return rules.isEmpty() ? FieldRules.NONE : name -> rules.ofName(target, endpoint, name);
  }

  public @Nullable String address(@Nullable String address) {
    return address == null || keepClientAddress ? address : ClientAddress.truncate(address);
  }

  /** Header fields; dropped ones are left out. */
  public List<Header> headers(Target target, String endpoint, List<Header> headers) {
    Header[] masked = new Header[headers.size()];
    int count = 0;
    for (Header header : headers) {
      Action action = rules.ofName(target, endpoint, header.name());
      if (action != Action.DROP) {
        String value = headerValue(endpoint, header, action);
        boolean same = value.equals(header.value());
        masked[count++] = same ? header : new Header(header.name(), value);
      }
    }
    return List.of(count == masked.length ? masked : Arrays.copyOf(masked, count));
  }

  private String headerValue(String endpoint, Header header, @Nullable Action action) {
    if (action == Action.HASH) {
      return HASH.of(header.value());
    }
    if (action == Action.MASK || names.matches(header.name())) {
      return ValueDetector.MASK;
    }
    String value = header.value();
    value = value.length() > MAX_HEADER_CHARS ? value.substring(0, MAX_HEADER_CHARS) : value;
    if (!keepClientAddress && ClientAddress.isForwarding(header.name())) {
      return ClientAddress.truncateAll(value);
    }
    return value.indexOf('?') >= 0 || value.contains("://")
        ? urls.maskUrl(value, fields(Target.QUERY, endpoint))
        : values.mask(value);
  }

  /**
   * A whole body in UTF-8; null = it is not understood, or nothing of it may stay. The array is
   * longer than the body by {@link Buffers#SLACK}.
   */
  public @Nullable String body(
      Target target, String endpoint, byte[] bytes, int length, String contentType) {
    if (isPlainJson(contentType) && !isBlank(bytes, length)) {
      return json.mask(bytes, length, rules.ofBody(target, endpoint));
    }
    String text = Utf8.text(bytes, 0, length);
    return text == null ? null : body(target, endpoint, text, contentType);
  }

  private static boolean isBlank(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlainJson(String contentType) {
    return contentType.regionMatches(true, 0, JSON, 0, JSON.length())
        && (contentType.length() == JSON.length() || contentType.charAt(JSON.length()) == ';');
  }

  /** A whole body; null = it is not understood, or nothing of it may stay. */
  public @Nullable String body(Target target, String endpoint, String text, String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (text.isBlank()) {
      return text;
    }
    if (type.contains("x-www-form-urlencoded")) {
      return urls.maskForm(text, fields(target, endpoint));
    }
    if (type.contains("ndjson") || type.contains("jsonl")) {
      return lines(text, rules.ofBody(target, endpoint));
    }
    char first = text.stripLeading().charAt(0);
    if (type.contains("json") || first == '{' || first == '[') {
      return json.mask(text, rules.ofBody(target, endpoint));
    }
    // Elements of XML can have secret names, which only a parser finds.
    return first == '<' || type.contains("xml") ? null : values.mask(text);
  }

  private @Nullable String lines(String text, List<Rules.Rule> bodyRules) {
    StringBuilder masked = new StringBuilder(text.length());
    for (String line : text.split("\n")) {
      String one = line.isBlank() ? "" : json.mask(line, bodyRules);
      if (one == null) {
        return null;
      }
      masked.append(one).append('\n');
    }
    return masked.toString();
  }
}
