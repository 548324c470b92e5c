// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.redact.Redactor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A secret planted anywhere in a text does not come out, and redacting what came out again settles:
 * a mask may make what stands beside it look like a secret, but not for ever. The first character
 * of the input says what kind of text it is, the rest is the text; {@code §} is the place of the
 * secret.
 */
final class RedactorTarget implements FuzzTarget {

  private static final String PLACE = "§";
  private static final String SECRET = "zq7kd02mslwp93qz";
  private static final String TOKEN = "ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8";
  private static final int MAX_ROUNDS = 4;
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Redactor redactor = new Redactor(List.of(), true);

  @Override
  public void run(byte[] input) {
    String text = new String(input, UTF_8);
    if (text.isEmpty() || text.contains(SECRET) || text.contains(TOKEN)) {
      return;
    }
    String rest = text.substring(1);
    switch (text.charAt(0)) {
      case 'j' -> json(planted(rest, "\"password\":\"" + SECRET + '"'));
      case 'f' -> {
        String form = planted(rest, "&password=" + SECRET + '&');
        check(form, SECRET, body("application/x-www-form-urlencoded"));
      }
      case 'q' -> {
        String query = planted(rest, "&password=" + SECRET + '&');
        check(query, SECRET, each -> redactor.url("GET /a", "/a", "/a", each).substring(3));
      }
      case 'u' -> {
        String query = planted(rest.replace('#', '_'), "&password=" + SECRET + '&');
        check("https://shop.test/a?" + query, SECRET, each -> redactor.url("GET /a", each));
      }
      case 'h' -> header(planted(rest, " " + TOKEN + " "));
      default -> check(planted(rest, " " + TOKEN + " "), TOKEN, redactor::text);
    }
  }

  /** May be masked as an address at first, and as a text when its query is gone. */
  private void header(String value) {
    String out = redactor.header(Target.REQUEST_HEADER, "GET /a", "X-Note", value);
    if (out != null && out.contains(TOKEN)) {
      throw new AssertionError("let through: " + out);
    }
  }

  private UnaryOperator<@Nullable String> body(String contentType) {
    return text -> redactor.body(Target.REQUEST_BODY, "POST /a", text, contentType);
  }

  private static String planted(String text, String secret) {
    int place = text.indexOf(PLACE);
    return place < 0
        ? text + secret
        : text.substring(0, place) + secret + text.substring(place + PLACE.length());
  }

  /** A member named password can only be one, where the whole is JSON. */
  private void json(String text) {
    String secret = isJson(text) ? SECRET : "";
    String out = check(text, secret, body("application/json"));
    if (out != null && !isJson(out)) {
      throw new AssertionError("no JSON any more: " + out);
    }
  }

  private static boolean isJson(String text) {
    try {
      STRICT.readTree(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * @param secret empty = nothing is known to be one
   */
  private static @Nullable String check(
      String text, String secret, UnaryOperator<@Nullable String> redaction) {
    String once = redaction.apply(text);
    if (once == null) {
      return null;
    }
    if (!secret.isEmpty() && once.contains(secret)) {
      throw new AssertionError("let through: " + once);
    }
    String last = once;
    for (int i = 0; i < MAX_ROUNDS; i++) {
      String again = redaction.apply(last);
      // A form may come to begin like JSON, of which nothing is kept when it is none.
      boolean closed =
          again == null && !secret.isEmpty() && "{[".indexOf(last.strip().charAt(0)) >= 0;
      if (closed || last.equals(again)) {
        return once;
      }
      if (again == null) {
        throw new AssertionError("not understood any more: " + last);
      }
      last = again;
    }
    throw new AssertionError("changes for ever: " + last);
  }
}
