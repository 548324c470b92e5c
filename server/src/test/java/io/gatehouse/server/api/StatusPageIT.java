// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.alerting.monitor.CheckResult;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.alerting.outbound.Phases;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What the public is told of an app: written over REST, read without signing in. */
class StatusPageIT {

  private static final long DAY = 86_400_000;

  @TempDir static Path directory;

  private static TestServer server;
  private static String base;

  @BeforeAll
  static void start() {
    server = TestServer.start(directory);
    JsonNode app = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}").json();
    base = "/apps/" + app.get("id").asText();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode created(String path, String body) {
    Answer answer = server.send(Role.EDITOR, "POST", path, body);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  /** A monitor whose address nobody may see, down two days ago and up since. */
  private static String monitor(String name) {
    String id =
        created(
                base + "/monitors",
                "{\"kind\":\"http\",\"name\":\"internal %s\",\"url\":\"https://secret-host.example/%s\"}"
                    .formatted(name, name))
            .get("id")
            .asText();
    created(base + "/monitors/" + id + "/pause", "{}", 200);
    long now = System.currentTimeMillis();
    List<CheckResult> results = new ArrayList<>();
    for (long at = now - 10 * DAY; at < now; at += 3_600_000) {
      boolean down = at > now - 3 * DAY && at < now - 2 * DAY;
      results.add(
          new CheckResult(
              at,
              down ? Outcome.DOWN : Outcome.UP,
              down ? "Status 503 from secret-host.example" : "",
              down ? 503 : 200,
              new Phases(1, 1, -1, 70_000, 84_000),
              null));
    }
    server.server().watch().checks().fill(id, results);
    created(base + "/monitors/" + id + "/resume", "{}", 200);
    server.server().catalog().monitors().setState(id, "up", now, "");
    server.server().watch().statusSite().changed();
    return id;
  }

  private static void created(String path, String body, int status) {
    assertThat(server.send(Role.EDITOR, "POST", path, body).status()).isEqualTo(status);
  }

  private static HttpResponse<byte[]> open(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build()).http();
  }

  private static String html(String path) {
    HttpResponse<byte[]> answer = open(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new String(answer.body(), UTF_8);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static JsonNode page(String slug, String... monitors) {
    StringBuilder components = new StringBuilder();
    for (String monitor : monitors) {
      components.append(components.isEmpty() ? "" : ",");
      components.append(
          "{\"monitorId\":\"%s\",\"name\":\"Checkout %d\",\"group\":\"Shop\",\"latency\":true}"
              .formatted(monitor, components.length()));
    }
    return created(
        base + "/status-pages",
        ("{\"slug\":\"%s\",\"title\":\"Harbour\",\"about\":\"How we are\",\"color\":\"#123456\","
                + "\"published\":true,\"components\":[%s]}")
            .formatted(slug, components));
  }

  @Test
  void page_showsComponentsIncidentsAndMaintenance_andNothingElse() {
    JsonNode page = page("harbour", monitor("checkout"));
    String posts = base + "/status-pages/" + page.get("id").asText() + "/posts";
    String component = page.at("/components/0/id").asText();
    assertThat(page.get("url").asText()).isEqualTo(server.url() + "/status/harbour");

    String quiet = html("/status/harbour");
    assertThat(quiet)
        .contains("<b>All systems are up</b>")
        .contains("How we are")
        .contains("<h2>Shop</h2>")
        .contains("Checkout 0")
        .contains("Response time: 84 ms on the last day")
        .contains("days with trouble")
        .contains("days without data")
        .contains("--own:#123456")
        .doesNotContain("internal", "secret-host", "503", "example.com", "<script");

    JsonNode incident =
        created(
            posts,
            ("{\"kind\":\"incident\",\"title\":\"Payments <b>fail</b>\",\"impact\":\"outage\","
                    + "\"components\":[\"%s\"],\"text\":\"We look.\\nSecond line.\"}")
                .formatted(component));
    assertThat(html("/status/harbour"))
        .contains("<b>All systems are down</b>")
        .contains("Payments &lt;b&gt;fail&lt;/b&gt;")
        .contains("Investigating")
        .contains("We look.\nSecond line.")
        .doesNotContain("editor@example.com");

    String one = posts + "/" + incident.get("id").asText();
    created(one + "/updates", "{\"state\":\"identified\",\"text\":\"A certificate ended.\"}");
    created(one + "/updates", "{\"state\":\"monitoring\",\"text\":\"It works again.\"}");
    JsonNode over = created(one + "/updates", "{\"state\":\"resolved\",\"text\":\"Over.\"}");
    assertThat(over.get("endsAt").isNull()).isFalse();
    assertThat(over.get("updates")).hasSize(4);
    String after = html("/status/harbour");
    assertThat(after).contains("<b>All systems are up</b>").contains("<h2>Past</h2>");
    assertThat(after.indexOf("Resolved")).isLessThan(after.indexOf("Monitoring</b>"));
  }

  @Test
  void maintenance_isPlannedAndKeepsMonitorsQuiet() {
    String monitor = monitor("search");
    JsonNode page = page("planned", monitor);
    String posts = base + "/status-pages/" + page.get("id").asText() + "/posts";
    long now = System.currentTimeMillis();
    JsonNode later =
        created(
            posts,
            ("{\"kind\":\"maintenance\",\"title\":\"New disks\",\"text\":\"An hour.\","
                    + "\"startsAt\":\"%s\",\"endsAt\":\"%s\"}")
                .formatted(Times.ofMillis(now + DAY), Times.ofMillis(now + DAY + 3_600_000)));
    assertThat(later.get("quiet").asBoolean()).isTrue();
    assertThat(html("/status/planned"))
        .contains("<h2>Planned maintenance</h2>")
        .contains("<b>All systems are up</b>");
    created(
        posts,
        "{\"kind\":\"maintenance\",\"title\":\"Now\",\"text\":\"At once.\",\"endsAt\":\"%s\"}"
            .formatted(Times.ofMillis(now + 3_600_000)));
    assertThat(html("/status/planned")).contains("<b>Maintenance is under way</b>");
    assertThat(server.get(Role.VIEWER, base + "/monitors/" + monitor).json().get("state").asText())
        .isEqualTo("maintenance");
    for (JsonNode post : server.get(Role.VIEWER, posts).json().get("items")) {
      String path = posts + "/" + post.get("id").asText();
      if (post.get("title").asText().equals("Now")) {
        created(path + "/updates", "{\"state\":\"completed\",\"text\":\"Done.\"}");
      } else {
        assertThat(server.send(Role.EDITOR, "DELETE", path, "").status()).isEqualTo(204);
      }
    }
    assertThat(server.get(Role.VIEWER, base + "/monitors/" + monitor).json().get("state").asText())
        .isEqualTo("up");
    assertThat(html("/status/planned")).contains("<b>All systems are up</b>");
  }

  @Test
  void unknownAndUnpublished_areAnsweredTheSame() {
    JsonNode page = page("hidden-one", monitor("hidden"));
    String path = base + "/status-pages/" + page.get("id").asText();
    assertThat(html("/status/hidden-one")).contains("Harbour");
    assertThat(server.send(Role.EDITOR, "PATCH", path, "{\"published\":false}").status())
        .isEqualTo(200);
    String badge = "/badge/" + page.at("/components/0/id").asText() + ".svg";
    for (String below : List.of("", "/feed.atom", "/badge.svg", "/icon.svg", badge, "/x", "/")) {
      HttpResponse<byte[]> hidden = open("/status/hidden-one" + below);
      HttpResponse<byte[]> never = open("/status/never-there" + below);
      assertThat(hidden.statusCode()).isEqualTo(404);
      assertThat(never.statusCode()).isEqualTo(404);
      assertThat(hidden.body()).isEqualTo(never.body());
      var headers = new java.util.TreeMap<>(hidden.headers().map());
      var others = new java.util.TreeMap<>(never.headers().map());
      headers.remove("date");
      others.remove("date");
      assertThat(headers).isEqualTo(others);
    }
    assertThat(open("/status/UPPER%20CASE").statusCode()).isEqualTo(404);
  }

  @Test
  void answers_haveAStrictPolicyAndCanBeCached() {
    page("cached", monitor("cached"));
    HttpResponse<byte[]> answer = open("/status/cached");
    assertThat(header(answer, "content-security-policy"))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe", "script-src");
    assertThat(answer.headers().allValues("content-security-policy")).hasSize(1);
    assertThat(header(answer, "cache-control")).startsWith("public, max-age=15");
    assertThat(header(answer, "set-cookie")).isEmpty();
    HttpResponse<byte[]> again = open("/status/cached", "If-None-Match", header(answer, "etag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<byte[]> badge = open("/status/cached/badge.svg");
    assertThat(header(badge, "content-type")).isEqualTo("image/svg+xml");
    assertThat(header(badge, "cross-origin-resource-policy")).isEqualTo("cross-origin");
    assertThat(new String(badge.body(), UTF_8)).contains("Harbour: up");
    assertThat(
            server
                .send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/status/cached"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build())
                .status())
        .isEqualTo(405);
  }

  @Test
  void feed_hasOneEntryForEachUpdate() throws Exception {
    JsonNode page = page("fed", monitor("fed"));
    String posts = base + "/status-pages/" + page.get("id").asText() + "/posts";
    String id =
        created(
                posts,
                "{\"kind\":\"incident\",\"title\":\"A & B < C\",\"text\":\"First ]]> &amp;\"}")
            .get("id")
            .asText();
    created(posts + "/" + id + "/updates", "{\"state\":\"resolved\",\"text\":\"Over\"}");
    HttpResponse<byte[]> answer = open("/status/fed/feed.atom");
    assertThat(header(answer, "content-type")).isEqualTo("application/atom+xml; charset=utf-8");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document feed = factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
    Element root = feed.getDocumentElement();
    assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
    assertThat(root.getElementsByTagName("entry").getLength()).isEqualTo(2);
    assertThat(text(root, "title", 1)).isEqualTo("Resolved: A & B < C");
    assertThat(text(root, "title", 2)).isEqualTo("Investigating: A & B < C");
    for (String needed : List.of("id", "updated")) {
      // Of the feed and of each entry, as RFC 4287 asks.
      assertThat(root.getElementsByTagName(needed).getLength()).isEqualTo(3);
    }
    Element link = (Element) root.getElementsByTagName("link").item(0);
    assertThat(link.getAttribute("rel")).isEqualTo("self");
    assertThat(link.getAttribute("href")).isEqualTo(server.url() + "/status/fed/feed.atom");
  }

  private static String text(Element root, String name, int index) {
    return root.getElementsByTagName(name).item(index).getTextContent();
  }

  @Test
  void fiftyComponents_areWithin30KB() {
    List<String> monitors = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      monitors.add("{\"monitorId\":\"" + monitor("m" + i) + "\",\"name\":\"Component " + i + "\"}");
    }
    created(
        base + "/status-pages",
        "{\"slug\":\"large\",\"published\":true,\"components\":["
            + String.join(",", monitors)
            + "]}");
    HttpResponse<byte[]> answer = open("/status/large");
    assertThat(answer.body().length).isLessThanOrEqualTo(30_000);
    assertThat(new String(answer.body(), UTF_8)).contains("Component 49").contains("<svg class=b");
  }

  @Test
  void badPage_isRefusedAndTheFieldNamed() {
    String path = base + "/status-pages";
    assertField(path, "{\"slug\":\"No Spaces\"}", "slug");
    assertField(path, "{\"slug\":\"a\",\"color\":\"red\"}", "color");
    assertField(
        path, "{\"slug\":\"a\",\"components\":[{\"monitorId\":\"x\"}]}", "components.monitorId");
    page("taken", monitor("taken"));
    assertThat(server.send(Role.EDITOR, "POST", path, "{\"slug\":\"taken\"}").status())
        .isEqualTo(409);
    String posts = path + "/" + page("posts", monitor("posts")).get("id").asText() + "/posts";
    assertField(posts, "{\"kind\":\"incident\",\"title\":\"x\",\"text\":\"\"}", "text");
    assertField(
        posts,
        "{\"kind\":\"incident\",\"title\":\"x\",\"text\":\"y\",\"state\":\"completed\"}",
        "state");
    assertField(posts, "{\"kind\":\"maintenance\",\"title\":\"x\",\"text\":\"y\"}", "endsAt");
    assertField(
        posts,
        "{\"kind\":\"incident\",\"title\":\"x\",\"text\":\"y\",\"components\":[\"z\"]}",
        "components");
  }

  private static void assertField(String path, String body, String field) {
    Answer answer = server.send(Role.EDITOR, "POST", path, body);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(422);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
  }

  @Test
  void changes_areAudited() {
    JsonNode page = page("audited", monitor("audited"));
    String path = base + "/status-pages/" + page.get("id").asText();
    created(path + "/posts", "{\"kind\":\"incident\",\"title\":\"Told\",\"text\":\"x\"}");
    server.send(Role.EDITOR, "PATCH", path, "{\"published\":false}");
    server.send(Role.EDITOR, "DELETE", path, "");
    String audit = server.get(Role.OWNER, "/audit?limit=20").json().toString();
    assertThat(audit)
        .contains("status-page.create")
        .contains("status-page.update")
        .contains("status-page.delete")
        .contains("status-post.create");
  }

  @Test
  void components_keepTheirIdsWhileTheirMonitorStays() {
    String kept = monitor("kept");
    JsonNode page = page("kept", kept, monitor("gone"));
    String path = base + "/status-pages/" + page.get("id").asText();
    JsonNode after =
        server
            .send(
                Role.EDITOR,
                "PATCH",
                path,
                "{\"components\":[{\"monitorId\":\"%s\",\"name\":\"Renamed\"}]}".formatted(kept))
            .json();
    assertThat(after.at("/components/0/id")).isEqualTo(page.at("/components/0/id"));
    assertThat(after.get("components")).hasSize(1);
    assertThat(server.send(Role.EDITOR, "DELETE", base + "/monitors/" + kept, "").status())
        .isEqualTo(204);
    assertThat(server.get(Role.VIEWER, path).json().get("components")).isEmpty();
  }
}
