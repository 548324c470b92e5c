// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.redact.UrlMasker.FieldRules;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what is recorded: by built-in names, by rules, and by what values look like.
 * Linear in the length of the text. Thread-safe.
 */
public final class Redactor {

  private static final int MAX_HEADER_CHARS = 4_096;
  private static final int PLAIN_HEADERS = 128;
  private static final int MAX_PLAIN_HEADER_CHARS = 64;
  private static final String JSON = "application/json";
  private static final ValueHash HASH = new ValueHash();

  private final Rules rules;
  private final Map<String, TextRules> textsOfEndpoints = new HashMap<>();
  private final TextRules textsOfOthers;
  private final TextRules textsOfNone;
  private final boolean keepClientAddress;
  private final SecretNames names;
  private final ValueDetector values;
  private final UrlMasker urls;
  private final JsonMasker json;

  /**
   * Some names of plain headers: requests have the same ones over and over. One that gets lost is
   * judged again.
   */
  private final @Nullable String[] plainHeaders = new String[PLAIN_HEADERS];

  /**
   * With rules besides the built-in ones.
   *
   * @param keepClientAddress false: addresses are shortened so that they name a network
   */
  public Redactor(List<RedactionRule> rules, boolean keepClientAddress) {
    this(rules, Set.of(), keepClientAddress);
  }

  /**
   * With rules and names besides the built-in ones.
   *
   * @param secretNames of headers, parameters and fields whose values are masked anywhere
   * @param keepClientAddress false: addresses are shortened so that they name a network
   */
  public Redactor(List<RedactionRule> rules, Set<String> secretNames, boolean keepClientAddress) {
    this(rules, secretNames, keepClientAddress, rule -> {});
  }

  /**
   * With somebody who counts.
   *
   * @param hits is told of a rule each time it hides something, on the thread that redacts
   */
  public Redactor(
      List<RedactionRule> rules,
      Set<String> secretNames,
      boolean keepClientAddress,
      Consumer<RedactionRule> hits) {
    this.rules = new Rules(rules, hits);
    for (String endpoint : this.rules.endpoints()) {
      textsOfEndpoints.put(endpoint, TextRules.of(this.rules, endpoint));
    }
    textsOfOthers = TextRules.of(this.rules, "");
    textsOfNone = TextRules.of(this.rules, null);
    this.keepClientAddress = keepClientAddress;
    names = new SecretNames(secretNames);
    values = new ValueDetector(names);
    urls = new UrlMasker(names, values, HASH);
    json = new JsonMasker(names, values, HASH);
  }

  /** Checks the path of a rule for bodies. */
  public static void checkPath(String path) {
    JsonPath.parse(path);
  }

  /** Any text, such as a message, that no rule is about. */
  public String text(String text) {
    return values.mask(text);
  }

  /**
   * A text in which what a rule names is hidden behind that name.
   *
   * @param endpoint where it was written; null = at one that is not known: all rules count
   */
  public String text(@Nullable String endpoint, String text) {
    TextRules texts = texts(endpoint);
    char first = text.isEmpty() ? 0 : text.charAt(0);
    if (!texts.isEmpty() && (first == '{' || first == '[')) {
      String masked = json.maskAttributes(text, texts);
      if (masked != null) {
        return masked;
      }
    }
    return texts.mask(values.mask(text));
  }

  /**
   * Attributes of a span or request; null = they are not understood, or nothing of them may stay.
   * Rules hide what they name also as the last part of a dotted name.
   *
   * @param endpoint where they belong; null = to one that is not known: all rules count
   */
  public @Nullable String attributes(@Nullable String endpoint, String json) {
    return this.json.maskAttributes(json, texts(endpoint));
  }

  private TextRules texts(@Nullable String endpoint) {
    return endpoint == null ? textsOfNone : textsOfEndpoints.getOrDefault(endpoint, textsOfOthers);
  }

  /** Path and query; the endpoint is method and route. */
  public String url(String endpoint, String route, String path, @Nullable String query) {
    String masked = urls.maskPath(route, path);
    return query == null
        ? masked
        : masked + '?' + urls.maskForm(query, fields(Target.QUERY, endpoint));
  }

  /** A whole address; the endpoint is method and route. */
  public String url(String endpoint, String url) {
    return urls.maskUrl(url, fields(Target.QUERY, endpoint));
  }

  /** Whether the value of a header of that name is masked whatever it is. */
  public boolean hidesHeader(String name) {
    return names.matches(name);
  }

  /** Whether the name says neither that the value is a secret nor that it is an address. */
  private boolean isPlainHeader(String name) {
    int slot = name.hashCode() & (PLAIN_HEADERS - 1);
    if (name.equals(plainHeaders[slot])) {
      return true;
    }
    boolean plain = !names.matches(name) && !ClientAddress.isForwarding(name);
    if (plain && name.length() <= MAX_PLAIN_HEADER_CHARS) {
      plainHeaders[slot] = name;
    }
    return plain;
  }

  /** The value of a header field as it may be kept; null = the field is left out. */
  public @Nullable String header(Target target, String endpoint, String name, String value) {
    Action action = rules.ofName(target, endpoint, name);
    return action == Action.DROP ? null : headerValue(endpoint, name, value, action);
  }

  private FieldRules fields(Target target, String endpoint) {
    return rules.isEmpty() ? FieldRules.NONE : name -> rules.ofName(target, endpoint, name);
  }

  public @Nullable String address(@Nullable String address) {
    return address == null || keepClientAddress ? address : ClientAddress.truncate(address);
  }

  private String headerValue(String endpoint, String name, String full, @Nullable Action action) {
    if (action == Action.HASH) {
      return HASH.of(full);
    }
    boolean plain = isPlainHeader(name);
    if (action == Action.MASK || (!plain && names.matches(name))) {
      return ValueDetector.MASK;
    }
    String value = full.length() > MAX_HEADER_CHARS ? full.substring(0, MAX_HEADER_CHARS) : full;
    if (!plain && !keepClientAddress) {
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
    return (contentType.startsWith(JSON)
            || contentType.regionMatches(true, 0, JSON, 0, JSON.length()))
        && (contentType.length() == JSON.length() || contentType.charAt(JSON.length()) == ';');
  }

  /** A whole body; null = it is not understood, or nothing of it may stay. */
  public @Nullable String body(Target target, String endpoint, String text, String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (text.isBlank()) {
      return text;
    }
    if (type.startsWith("multipart/")) {
      return null;
    }
    if (type.contains("ndjson") || type.contains("jsonl")) {
      return lines(text, rules.ofBody(target, endpoint));
    }
    // Also where a form is told: some SDKs write its fields as JSON.
    String begin = text.stripLeading();
    char first = begin.charAt(0);
    // Text that an SDK has masked may begin like a list.
    boolean list = first == '[' && !begin.startsWith(ValueDetector.MASK);
    if (type.contains("json") || first == '{' || list) {
      return json.mask(text, rules.ofBody(target, endpoint));
    }
    if (type.contains("x-www-form-urlencoded") || (type.isEmpty() && isForm(text))) {
      return urls.maskForm(text, fields(target, endpoint));
    }
    // Elements of XML can have secret names, which only a parser finds.
    return first == '<' || type.contains("xml") ? null : values.mask(text);
  }

  private static boolean isForm(String text) {
    return text.indexOf('=') > 0
        && text.indexOf(' ') < 0
        && text.indexOf('\n') < 0
        && "{[<".indexOf(text.charAt(0)) < 0;
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
