// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import io.gatehouse.storage.FilterParser.Parsed;
import io.gatehouse.storage.FilterParser.Problem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FilterParserTest {

  private static List<Term> terms(String text) {
    Parsed parsed = FilterParser.parse(text);
    assertThat(parsed.problems()).isEmpty();
    return parsed.filter().terms();
  }

  private static Term only(String text) {
    List<Term> terms = terms(text);
    assertThat(terms).hasSize(1);
    return terms.get(0);
  }

  private static Term term(Field field, Match... matches) {
    return new Term(field, false, List.of(matches));
  }

  private static String problem(String text) {
    Parsed parsed = FilterParser.parse(text);
    assertThat(parsed.filter()).isEqualTo(Filter.ALL);
    assertThat(parsed.problems()).hasSize(1);
    return parsed.problems().get(0).reason();
  }

  @Test
  void parse_nothing_matchesAll() {
    assertThat(terms("")).isEmpty();
    assertThat(terms("  \t ")).isEmpty();
  }

  @Test
  void parse_valueListAndNegation() {
    assertThat(only("consumer:acme,Globex"))
        .isEqualTo(term(Field.CONSUMER, new Match.Equal("acme"), new Match.Equal("Globex")));
    assertThat(only("-consumer:acme"))
        .isEqualTo(new Term(Field.CONSUMER, true, List.of(new Match.Equal("acme"))));
    assertThat(only("Consumer.Group:gold"))
        .isEqualTo(term(Field.CONSUMER_GROUP, new Match.Equal("gold")));
  }

  @Test
  void parse_stars_areLike() {
    assertThat(only("path:*part*")).isEqualTo(term(Field.PATH, new Match.Like("*part*")));
    assertThat(only("path:\"*\"")).isEqualTo(term(Field.PATH, new Match.Equal("*")));
    assertThat(only("path:*\"a b\"*")).isEqualTo(term(Field.PATH, new Match.Like("*a b*")));
  }

  @Test
  void parse_quotes_keepBlanksCommasAndColons() {
    assertThat(only("endpoint:\"GET /a, b:c\""))
        .isEqualTo(term(Field.ENDPOINT, new Match.Equal("GET /a, b:c")));
    assertThat(only("error:\"say \\\"hi\\\" \\\\\""))
        .isEqualTo(term(Field.ERROR, new Match.Equal("say \"hi\" \\")));
    assertThat(only("consumer:\"\"")).isEqualTo(term(Field.CONSUMER, new Match.Equal("")));
  }

  @Test
  void parse_bareWords_searchThePath() {
    assertThat(terms("orders -\"a b\" /v1/x:cancel"))
        .containsExactly(
            term(Field.PATH, new Match.Like("*orders*")),
            new Term(Field.PATH, true, List.of(new Match.Like("*a b*"))),
            term(Field.PATH, new Match.Like("*/v1/x:cancel*")));
  }

  @Test
  void parse_statuses() {
    assertThat(only("status:404")).isEqualTo(term(Field.STATUS, new Match.Between(404, 404)));
    assertThat(only("status:4xx")).isEqualTo(term(Field.STATUS, new Match.Between(400, 499)));
    assertThat(only("status:5XX,404"))
        .isEqualTo(term(Field.STATUS, new Match.Between(500, 599), new Match.Between(404, 404)));
    assertThat(only("status:500..599")).isEqualTo(term(Field.STATUS, new Match.Between(500, 599)));
    assertThat(only("status:>=500"))
        .isEqualTo(term(Field.STATUS, new Match.Between(500, Double.POSITIVE_INFINITY)));
  }

  @Test
  void parse_durations_areMicroseconds() {
    assertThat(only("duration:>1s")).isEqualTo(term(Field.DURATION, new Match.Above(1e6)));
    assertThat(only("duration:<250ms")).isEqualTo(term(Field.DURATION, new Match.Below(250_000)));
    assertThat(only("duration:1.5s..2m"))
        .isEqualTo(term(Field.DURATION, new Match.Between(1.5e6, 1.2e8)));
    assertThat(only("duration:<=500"))
        .isEqualTo(term(Field.DURATION, new Match.Between(Double.NEGATIVE_INFINITY, 500_000)));
    assertThat(only("duration:>5µs,>2h"))
        .isEqualTo(term(Field.DURATION, new Match.Above(5), new Match.Above(7.2e9)));
  }

  @Test
  void parse_sizes_areBytes() {
    assertThat(only("res.size:>10kB"))
        .isEqualTo(term(Field.RESPONSE_SIZE, new Match.Above(10_000)));
    assertThat(only("req.size:<1MiB"))
        .isEqualTo(term(Field.REQUEST_SIZE, new Match.Below(1_048_576)));
    assertThat(only("req.size:100"))
        .isEqualTo(term(Field.REQUEST_SIZE, new Match.Between(100, 100)));
  }

  @Test
  void parse_spelling_isNormalized() {
    assertThat(only("method:get")).isEqualTo(term(Field.METHOD, new Match.Equal("GET")));
    assertThat(only("has:Error,LOGS"))
        .isEqualTo(term(Field.HAS, new Match.Equal("error"), new Match.Equal("logs")));
    assertThat(only("trace:ABC")).isEqualTo(term(Field.TRACE, new Match.Equal("abc")));
  }

  @Test
  void parse_wrongToken_isReportedAndTheRestApplies() {
    Parsed parsed = FilterParser.parse("status:500 sattus:404 method:GET");

    assertThat(parsed.filter().terms()).hasSize(2);
    assertThat(parsed.problems())
        .containsExactly(
            new Problem("sattus:404", 11, "there is no field \"sattus\"; the nearest is status"));
  }

  @Test
  void parse_wrongValues_sayWhatIsExpected() {
    assertThat(problem("status:abc")).contains("a class like 4xx");
    assertThat(problem("status:9xx")).contains("a class like 4xx");
    assertThat(problem("status:4*")).contains("a class like 4xx");
    assertThat(problem("duration:>fast")).contains("250ms");
    assertThat(problem("duration:1parsec")).contains("250ms");
    assertThat(problem("res.size:>x")).contains("10kB");
    assertThat(problem("status:599..500")).contains("ends before");
    assertThat(problem("has:teeth")).contains("error, logs, trace and body");
    assertThat(problem("consumer:")).contains("missing");
    assertThat(problem("consumer:a,,b")).contains("missing");
    assertThat(problem("-")).contains("missing");
    assertThat(problem("path:\"open")).contains("not closed");
    assertThat(problem("duration:>" + "9".repeat(400))).contains("250ms");
  }

  @Test
  void parse_tooMany_areReported() {
    Parsed parsed = FilterParser.parse("a ".repeat(Filter.MAX_TERMS + 2));
    assertThat(parsed.filter().terms()).hasSize(Filter.MAX_TERMS);
    assertThat(parsed.problems()).hasSize(2);

    assertThat(problem("consumer:" + "a,".repeat(FilterParser.MAX_VALUES) + "a"))
        .contains("values");
  }

  @Test
  void forRollups_splitsOffWhatOnlyLogsKnow() {
    Filter.RollupPart part =
        FilterParser.parse("status:500 duration:>1s consumer:x has:error").filter().forRollups();

    assertThat(part.filter().toText()).isEqualTo("status:500 consumer:x");
    assertThat(part.leftOut()).extracting(Term::field).containsExactly(Field.DURATION, Field.HAS);
  }

  @Test
  void toText_isReadAsTheSameFilter() {
    for (String text :
        List.of(
            "status:404,5xx,>=500 -method:GET,P*",
            "duration:>1.5s,<=3us,7ms..9h req.size:<10kB res.size:0",
            "path:\"a b\",*\"c,d\"*,\"*\",\"\" -orders",
            "consumer:\"\\\"q\\\\\" error:a\\b has:logs,body id:ABC")) {
      Filter filter = new Filter(terms(text));
      assertThat(terms(filter.toText())).as(filter.toText()).isEqualTo(filter.terms());
    }
  }

  @Test
  void parse_randomText_neverThrowsAndRoundTrips() {
    String[] pieces = {
      "status",
      "path",
      "consumer.group",
      "duration",
      "has",
      "id",
      ":",
      ":",
      ":",
      ",",
      "-",
      "*",
      "\"",
      "\\",
      " ",
      " ",
      ">",
      "<",
      "=",
      "..",
      "4xx",
      "404",
      "1s",
      "kB",
      "µ",
      "\uD83D",
      "\u0000",
      "a",
      "ü",
      "_",
      "%",
      "(",
      "'",
      "\t",
      "\u00A0"
    };
    Random random = new Random(99);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(14); k > 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Parsed parsed = FilterParser.parse(text.toString());
      for (Problem problem : parsed.problems()) {
        assertThat(text.substring(problem.position())).startsWith(problem.token());
        assertThat(problem.reason()).isNotEmpty();
      }
      Filter filter = parsed.filter();
      assertThat(FilterParser.parse(filter.toText()))
          .as("%s → %s", text, filter.toText())
          .isEqualTo(new Parsed(filter, List.of()));
    }
  }
}
