// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "usage",
    description = "Prints who called an app with which API key.",
    mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {

  @Mixin private RestOptions options = new RestOptions();

  @Option(names = "--app", paramLabel = "ID", description = "Default: the only one.")
  private @Nullable String app;

  @Option(
      names = "--range",
      defaultValue = "30d",
      description = "15m, 1h, 6h, 24h, 7d, 30d, 90d, 12mo, mtd or lastmonth. Default: 30d.")
  private String range = "30d";

  @Option(names = "--from", paramLabel = "TIME", description = "Such as 2027-03-01T00:00Z.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Not included.")
  private @Nullable String to;

  @Option(names = "--environment", defaultValue = "all")
  private String environment = "all";

  @Option(
      names = "--by",
      defaultValue = "key",
      description = "List of key, consumer, endpoint, refusal, version. Default: key.")
  private String by = "key";

  @Option(names = "--csv", description = "As CSV, with all rows and columns.")
  private boolean csv;

  @Override
  public Integer call() {
    return options.with(
        "gatehouse usage",
        server -> {
          String path = "/apps/" + encoded(RestOptions.app(server, app)) + "/usage";
          if (csv) {
            System.out.print(server.text("GET", path + "/csv?" + query(), null));
          } else {
            print(server.call("GET", path + "?limit=100&" + query(), null));
          }
          return 0;
        });
  }

  private String query() {
    String time =
        from == null || to == null
            ? "range=" + encoded(range)
            : "from=" + encoded(from) + "&to=" + encoded(to);
    return time + "&env=" + encoded(environment) + "&by=" + encoded(by);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void print(JsonNode usage) {
    System.out.printf("%12s %12s %12s %12s  %s%n", "calls", "billable", "refused", "failed", "of");
    for (JsonNode item : usage.path("items")) {
      line(item.path("sums"), name(item));
    }
    line(usage.path("total"), "all");
    if (usage.path("more").asBoolean()) {
      System.out.println("There is more; --csv prints all.");
    }
    JsonNode completeness = usage.path("completeness");
    if (!completeness.path("complete").asBoolean()) {
      System.out.printf(
          "Not complete: %d batches are still missing.%n",
          completeness.path("missingBatches").asLong());
    }
  }

  private static void line(JsonNode sums, String name) {
    System.out.printf(
        "%12d %12d %12d %12d  %s%n",
        sums.path("requests").asLong(),
        sums.path("billable").asLong(),
        sums.path("refused").asLong() + sums.path("rateLimited").asLong(),
        sums.path("serverErrors").asLong(),
        name);
  }

  private static String name(JsonNode item) {
    StringBuilder name = new StringBuilder();
    JsonNode key = item.path("key");
    add(name, key.path("name").asText("").isEmpty() ? key.path("id") : key.path("name"));
    add(name, item.path("consumer"));
    add(name, item.path("method"));
    add(name, item.path("route"));
    add(name, item.path("refusal"));
    add(name, item.path("version"));
    return name.toString();
  }

  private static void add(StringBuilder name, JsonNode part) {
    if (!part.isMissingNode() && !part.isNull() && !part.asText().isEmpty()) {
      name.append(name.length() == 0 ? "" : " ").append(part.asText());
    }
  }
}
