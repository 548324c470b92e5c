// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What private data looks like that is not masked on its own, since it need not be secret: e-mail
 * addresses, phone and account numbers, long random tokens, and fields named after such things.
 */
final class PrivateLook {

  private static final int MIN_TOKEN = 24;
  private static final int MAX_TOKEN = 512;
  private static final double MIN_BITS = 3.6;

  /** Headers that are long and random, but no secrets. */
  private static final Set<String> PUBLIC =
      Set.of(
          "etag",
          "if-none-match",
          "user-agent",
          "traceparent",
          "tracestate",
          "accept",
          "via",
          "content-security-policy",
          "date",
          "x-request-id",
          "x-amz-cf-id",
          "cf-ray");

  /** Parts of names, separators removed. */
  private static final List<String> PARTS =
      List.of(
          "email",
          "phone",
          "mobile",
          "birth",
          "passport",
          "taxid",
          "taxnumber",
          "vatid",
          "salary",
          "firstname",
          "lastname",
          "surname",
          "fullname",
          "givenname",
          "familyname",
          "street",
          "postcode",
          "zipcode",
          "postalcode",
          "nationalid",
          "driverslicense",
          "accountnumber",
          "sortcode",
          "routingnumber",
          "maidenname",
          "healthid",
          "insurancenumber");

  private PrivateLook() {}

  /** What the value of that name looks like; empty = nothing private. */
  static Optional<String> of(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (PUBLIC.contains(lower)) {
      return Optional.empty();
    }
    if (isEmail(value)) {
      return Optional.of("email");
    }
    if (isAccount(value)) {
      return Optional.of("account");
    }
    if (value.matches("\\+[1-9][0-9 ()./-]{6,20}[0-9]")) {
      return Optional.of("phone");
    }
    if (isToken(value)) {
      return Optional.of("token");
    }
    String squeezed = lower.replaceAll("[^a-z0-9]", "");
    return PARTS.stream().anyMatch(squeezed::contains) ? Optional.of("name") : Optional.empty();
  }

  private static boolean isEmail(String value) {
    return value.length() <= 254
        && value.matches("[^\\s@<>\"']+@[\\w-]+(\\.[\\w-]+)*\\.[A-Za-z]{2,}");
  }

  /** An IBAN whose check digits are right. */
  private static boolean isAccount(String value) {
    String compact = value.replace(" ", "");
    if (!compact.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
      return false;
    }
    String turned = compact.substring(4) + compact.substring(0, 4);
    int rest = 0;
    for (int i = 0; i < turned.length(); i++) {
      int digit = Character.digit(turned.charAt(i), 36);
      rest = (rest * (digit > 9 ? 100 : 10) + digit) % 97;
    }
    return rest == 1;
  }

  /** Long, of mixed kinds, and without the order of words: what a generator made. */
  private static boolean isToken(String value) {
    return value.length() >= MIN_TOKEN
        && value.length() <= MAX_TOKEN
        && value.matches("[A-Za-z0-9_+/=.-]+")
        && value.matches(".*[0-9].*")
        && value.matches(".*[a-z].*")
        && value.matches(".*[A-Z].*")
        && bitsPerChar(value) >= MIN_BITS;
  }

  private static double bitsPerChar(String text) {
    int[] counts = new int[128];
    for (int i = 0; i < text.length(); i++) {
      counts[text.charAt(i)]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / text.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
