// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.catalog.Statements.Counts;
import io.gatehouse.catalog.Statements.Subject;
import io.gatehouse.storage.InstanceQueries.MissingBatches;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatementTextTest {

  private static final Subject SUBJECT =
      new Subject(
          "0b9f2c1e-0000-4a52-9d7e-000000000001",
          "ann@example.com",
          "2026-11",
          "Europe/Berlin",
          29_558_820,
          29_602_020);

  private static StatementLine line(String key, String route, long calls) {
    return new StatementLine(key, "GET", route, new Counts(calls, 1, 2, 3, 4, 5, -6));
  }

  private static String text() {
    return StatementText.write(
        SUBJECT,
        1,
        "final",
        StatementText.NO_PREVIOUS,
        "by hand",
        List.of(new MissingBatches(new UUID(1, 2), 3, 4, 5)),
        List.of(line("k2", "/z", 20), line("k1", "/tab\tnew\nline\\", 10)));
  }

  /** The form is for ever: hashes that were written elsewhere must fit. */
  @Test
  void u6_text_isPinned() {
    assertThat(text())
        .isEqualTo(
            "gatehouse-statement\t1\n"
                + "statement\t0b9f2c1e-0000-4a52-9d7e-000000000001\n"
                + "entry\t1\n"
                + "kind\tfinal\n"
                + "from\t2026-03-14T23:00:00Z\n"
                + "to\t2026-04-13T23:00:00Z\n"
                + "zone\tEurope/Berlin\n"
                + "previous\t"
                + "0".repeat(64)
                + "\n"
                + "reason\tby hand\n"
                + "missing\t00000000-0000-0001-0000-000000000002/3/4-5\n"
                + "columns\tkey\tmethod\troute\tcalls\tbillable\trefused\tserverErrors\trateLimited"
                + "\trequestBytes\tresponseBytes\n"
                + "line\tk1\tGET\t/tab\\tnew\\nline\\\\\t10\t1\t2\t3\t4\t5\t-6\n"
                + "line\tk2\tGET\t/z\t20\t1\t2\t3\t4\t5\t-6\n");
    assertThat(StatementText.hash(text()))
        .isEqualTo("835483f83bfb2306cf7a3e2b2aeede8d30fca610a4cfae75501c32eb481f11fa");
  }

  @Test
  void u4_missingWithoutEnd_areCutAndCounted() {
    List<MissingBatches> many =
        Collections.nCopies(1_007, new MissingBatches(new UUID(1, 2), 3, 4, 5));

    String text =
        StatementText.write(
            SUBJECT, 1, "final", StatementText.NO_PREVIOUS, "", many, List.of(line("k", "/", 1)));

    assertThat(StatementText.heads(text, "missing"))
        .hasSize(1_001)
        .last()
        .isEqualTo("and 7 more ranges");
  }

  @Test
  void k9_text_doesNotTellTheConsumer() {
    assertThat(text()).doesNotContain("ann");
  }

  @Test
  void u7_lines_areReadAsTheyWereWritten() {
    assertThat(StatementText.lines(text()))
        .containsExactlyInAnyOrder(line("k2", "/z", 20), line("k1", "/tab\tnew\nline\\", 10));
    assertThat(StatementText.head(text(), "reason")).isEqualTo("by hand");
    assertThat(StatementText.head(text(), "line")).isEmpty();
  }
}
