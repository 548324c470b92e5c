// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.statements;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.catalog.Statements.Counts;
import io.gatehouse.catalog.Statements.Subject;
import io.gatehouse.storage.InstanceQueries.MissingBatches;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The form in which an entry is kept and hashed: UTF-8, each line ended by one LF, fields parted by
 * one TAB, in fields {@code \}, TAB, LF and CR written as {@code \\}, {@code \t}, {@code \n} and
 * {@code \r}. First the head, one name and value a line in this order, then the lines in the order
 * of their bytes:
 *
 * <pre>
 * gatehouse-statement  1
 * statement  0b9f2c1e-…            id
 * entry      2                     number
 * kind       adjustment
 * from       2026-10-31T23:00:00Z
 * to         2026-11-30T23:00:00Z
 * zone       Europe/Berlin
 * previous   9f2c…                 hash of the entry before; of the first one 64 zeros
 * reason     …                     may be empty
 * missing    instance/epoch/1-3    for each range of batches that had not come; often none
 * columns    key method route calls billable refused serverErrors rateLimited requestBytes responseBytes
 * line       …                     ten fields after this word
 * </pre>
 *
 * It does not tell whose it is, so that a consumer can be erased while the hash stays.
 */
final class StatementText {

  static final String NO_PREVIOUS = "0".repeat(64);

  private static final String COLUMNS =
      "columns\tkey\tmethod\troute\tcalls\tbillable\trefused\tserverErrors\trateLimited"
          + "\trequestBytes\tresponseBytes";
  private static final String LINE = "line\t";
  private static final int FIELDS = 11;

  /** Each statement of an app has them: more are told by their number. */
  static final int MAX_MISSING = 1_000;

  private StatementText() {}

  /** The form of an entry. */
  static String write(
      Subject subject,
      int number,
      String kind,
      String previous,
      String reason,
      List<MissingBatches> missing,
      List<StatementLine> lines) {
    StringBuilder text = new StringBuilder();
    head(text, "gatehouse-statement", "1");
    head(text, "statement", subject.id());
    head(text, "entry", Integer.toString(number));
    head(text, "kind", kind);
    head(text, "from", Instant.ofEpochSecond(subject.fromMinute() * 60).toString());
    head(text, "to", Instant.ofEpochSecond(subject.toMinute() * 60).toString());
    head(text, "zone", subject.zone());
    head(text, "previous", previous);
    head(text, "reason", reason);
    for (MissingBatches one : missing.subList(0, Math.min(missing.size(), MAX_MISSING))) {
      head(
          text,
          "missing",
          one.instance() + "/" + one.epoch() + "/" + one.first() + "-" + one.last());
    }
    if (missing.size() > MAX_MISSING) {
      head(text, "missing", "and " + (missing.size() - MAX_MISSING) + " more ranges");
    }
    text.append(COLUMNS).append('\n');
    lines.stream()
        .map(line -> line(line).getBytes(UTF_8))
        .sorted(Arrays::compareUnsigned)
        .forEach(line -> text.append(new String(line, UTF_8)).append('\n'));
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String value) {
    text.append(name).append('\t').append(escaped(value)).append('\n');
  }

  private static String line(StatementLine line) {
    Counts counts = line.counts();
    return LINE
        + escaped(line.key())
        + '\t'
        + escaped(line.method())
        + '\t'
        + escaped(line.route())
        + '\t'
        + counts.calls()
        + '\t'
        + counts.billable()
        + '\t'
        + counts.refused()
        + '\t'
        + counts.serverErrors()
        + '\t'
        + counts.rateLimited()
        + '\t'
        + counts.requestBytes()
        + '\t'
        + counts.responseBytes();
  }

  private static String escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '\t' || c == '\n' || c == '\r') {
        return text.replace("\\", "\\\\")
            .replace("\t", "\\t")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
      }
    }
    return text;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        plain.append(c);
        continue;
      }
      char next = text.charAt(++i);
      plain.append(
          switch (next) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> next;
          });
    }
    return plain.toString();
  }

  /** The value of the first such name in the head; empty = there is none. */
  static String head(String content, String name) {
    List<String> values = heads(content, name);
    return values.isEmpty() ? "" : values.get(0);
  }

  static List<String> heads(String content, String name) {
    List<String> values = new ArrayList<>();
    for (String line : content.split("\n", -1)) {
      if (line.startsWith("columns\t")) {
        break;
      }
      if (line.startsWith(name + "\t")) {
        values.add(unescaped(line.substring(name.length() + 1)));
      }
    }
    return values;
  }

  /**
   * The lines of an entry.
   *
   * @throws IllegalArgumentException when somebody changed it so that it cannot be read
   */
  static List<StatementLine> lines(String content) {
    List<StatementLine> lines = new ArrayList<>();
    for (String text : content.split("\n", -1)) {
      if (!text.startsWith(LINE)) {
        continue;
      }
      String[] fields = text.split("\t", -1);
      if (fields.length != FIELDS) {
        throw new IllegalArgumentException("a line has " + fields.length + " fields: " + text);
      }
      lines.add(
          new StatementLine(
              unescaped(fields[1]),
              unescaped(fields[2]),
              unescaped(fields[3]),
              new Counts(
                  Long.parseLong(fields[4]),
                  Long.parseLong(fields[5]),
                  Long.parseLong(fields[6]),
                  Long.parseLong(fields[7]),
                  Long.parseLong(fields[8]),
                  Long.parseLong(fields[9]),
                  Long.parseLong(fields[10]))));
    }
    return lines;
  }

  /** SHA-256 in hex. */
  static String hash(String content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
