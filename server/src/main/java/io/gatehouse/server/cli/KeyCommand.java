// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

@Command(
    name = "key",
    description = "Lists, creates, imports, rotates and revokes API keys of an app's callers.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class KeyCommand implements Runnable {

  private static final String PURPOSE = "gatehouse key";

  @Mixin private RestOptions options = new RestOptions();

  @Option(
      names = "--app",
      paramLabel = "ID",
      scope = ScopeType.INHERIT,
      description = "Default: the only one.")
  private @Nullable String app;

  @Override
  public void run() {
    list("");
  }

  private interface Work {
    void with(RestCalls server, String keys);
  }

  private int keys(Work work) {
    return options.with(
        PURPOSE,
        server -> {
          work.with(server, "/apps/" + encoded(RestOptions.app(server, app)) + "/keys");
          return 0;
        });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Command(
      name = "list",
      description = "Lists keys, newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--search",
              defaultValue = "",
              description = "Part of name, consumer, external id, tag, or how a key begins.")
          String search) {
    return keys(
        (server, keys) -> {
          String cursor = "";
          do {
            JsonNode page =
                server.call(
                    "GET",
                    keys + "?limit=100&search=" + encoded(search) + "&cursor=" + encoded(cursor),
                    null);
            page.path("items").forEach(KeyCommand::print);
            cursor = page.path("nextCursor").asText("");
          } while (!cursor.isEmpty() && !cursor.equals("null"));
        });
  }

  private static void print(JsonNode key) {
    System.out.printf(
        "%s %-24s %-8s %-8s %-24s %-24s %s%n",
        key.path("id").asText(),
        key.path("name").asText(),
        key.path("environment").asText(),
        key.path("state").asText(),
        key.path("consumer").path("id").asText(),
        key.path("secrets").path(0).path("prefix").asText("-"),
        key.path("lastUsedAt").asText("never").replace("null", "never"));
  }

  @Command(
      name = "create",
      description = "Creates a key and prints its secret, this once.",
      mixinStandardHelpOptions = true)
  int create(
      @Option(names = "--name", required = true) String name,
      @Option(names = "--consumer", required = true, description = "Whom it belongs to.")
          String consumer,
      @Option(names = "--environment", defaultValue = "prod") String environment,
      @Option(names = "--scope", description = "What it may do, e.g. orders:read; repeat it.")
          @Nullable List<String> scopes,
      @Option(names = "--allow", description = "Network it may be used from; repeat it.")
          @Nullable List<String> allow,
      @Option(names = "--expires", description = "Time such as 2027-03-01T00:00:00Z.")
          @Nullable String expiresAt) {
    Map<String, Object> terms = new LinkedHashMap<>();
    terms.put("name", name);
    terms.put("consumer", consumer);
    terms.put("environment", environment);
    terms.put("scopes", scopes == null ? List.of() : scopes);
    terms.put("allow", allow == null ? List.of() : allow);
    if (expiresAt != null) {
      terms.put("expiresAt", expiresAt);
    }
    return keys((server, keys) -> secret(server.call("POST", keys, terms)));
  }

  /** The secret alone on standard output, so that a script can take it. */
  private static void secret(JsonNode created) {
    System.err.println("Key " + created.path("id").asText() + ". Its secret, shown this once:");
    System.out.println(created.path("secret").asText());
  }

  @Command(
      name = "rotate",
      description = "Gives a key another secret and prints it, this once.",
      mixinStandardHelpOptions = true)
  int rotate(
      @Parameters(paramLabel = "KEY", description = "Id of the key.") String key,
      @Option(
              names = "--overlap-hours",
              defaultValue = "24",
              description = "How long the secrets before stay valid. Default: 24.")
          int hours) {
    return keys(
        (server, keys) ->
            secret(
                server.call(
                    "POST", keys + "/" + encoded(key) + "/rotate", Map.of("overlapHours", hours))));
  }

  @Command(
      name = "disable",
      description = "Refuses calls with a key until it is enabled.",
      mixinStandardHelpOptions = true)
  int disable(
      @Parameters(paramLabel = "KEY") String key,
      @Option(names = "--reason", defaultValue = "") String reason) {
    return state(key, "disable", reason);
  }

  @Command(name = "enable", description = "Lets a key in again.", mixinStandardHelpOptions = true)
  int enable(@Parameters(paramLabel = "KEY") String key) {
    return state(key, "enable", "");
  }

  @Command(name = "revoke", description = "Ends a key, for good.", mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "KEY") String key,
      @Option(names = "--reason", defaultValue = "") String reason) {
    return state(key, "revoke", reason);
  }

  private int state(String key, String verb, String reason) {
    return keys(
        (server, keys) -> {
          JsonNode changed =
              server.call("POST", keys + "/" + encoded(key) + "/" + verb, Map.of("reason", reason));
          System.out.println(
              changed.path("name").asText() + " is " + changed.path("state").asText() + ".");
        });
  }

  @Command(
      name = "import",
      description = "Imports keys that another system issued, from a CSV file.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Columns: name, consumer, algorithm (sha256, sha512 or prefixed-key), hash (hexadecimal or",
        "base64); and if you like environment, consumerName, consumerGroup, scopes, allow, deny,",
        "tags, externalId, expiresAt, prefix. Lists are separated by blanks. What is imported",
        "already is left alone, so a file can be imported again."
      })
  int importKeys(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--dry-run", description = "Only say what would happen.") boolean dryRun) {
    String csv = read(file);
    List<String> wrong = new ArrayList<>();
    int code =
        keys(
            (server, keys) -> {
              JsonNode result =
                  server.call("POST", keys + "/import", Map.of("csv", csv, "dryRun", dryRun));
              for (JsonNode row : result.path("rows")) {
                if (row.path("status").asText().equals("invalid")) {
                  wrong.add("Row " + row.path("row").asInt() + ": " + row.path("detail").asText());
                }
              }
              System.out.printf(
                  "%s %d, here already %d, wrong %d.%n",
                  dryRun ? "Would import" : "Imported",
                  result.path("imported").asInt(),
                  result.path("duplicates").asInt(),
                  result.path("invalid").asInt());
            });
    wrong.forEach(System.err::println);
    return wrong.isEmpty() ? code : 1;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException("The file " + file + " cannot be read as UTF-8 text.", e);
    }
  }

  @Command(
      name = "rotate-pepper",
      description = "Makes another pepper for secrets to come; keys that are there stay valid.",
      mixinStandardHelpOptions = true)
  int rotatePepper() {
    return options.with(
        PURPOSE,
        server -> {
          for (JsonNode pepper : server.call("POST", "/key-peppers", null).path("items")) {
            System.out.printf(
                "Pepper %d protects %d secrets%s.%n",
                pepper.path("number").asInt(),
                pepper.path("secrets").asLong(),
                pepper.path("current").asBoolean() ? " and all to come" : "");
          }
          return 0;
        });
  }
}
