// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.gatehouse.sdk.testkit.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What holds for Spring Boot, whether it serves with servlets or with WebFlux. */
abstract class SpringContract extends HttpServerContract {

  private static final Path FILES = Path.of("target", "static-files");

  private @Nullable FakeServer gatehouse;
  private @Nullable RunningServer including;

  /** What the application needs besides the properties of the SDK, as arguments. */
  protected abstract List<String> properties(String basePath);

  protected abstract Class<?> application();

  @Override
  protected RunningServer start(FakeServer server, String basePath) throws Exception {
    gatehouse = server;
    return reporting(server, basePath, "--gatehouse.log-capture=true");
  }

  @Override
  protected RunningServer startWithout(String basePath) throws Exception {
    return run(basePath, List.of("--gatehouse.enabled=false"));
  }

  private RunningServer reporting(FakeServer server, String basePath, String... more)
      throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(more));
    all.add("--gatehouse.server=" + server.url());
    all.add("--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN);
    all.add("--gatehouse.environment=test");
    return run(basePath, all);
  }

  private RunningServer run(String basePath, List<String> arguments) throws Exception {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(properties(basePath));
    all.add("--server.port=0");
    all.add("--spring.main.banner-mode=off");
    all.add("--spring.web.resources.static-locations=" + files());
    return launch(basePath, all);
  }

  /**
   * Runs the application.
   *
   * @param arguments of the form {@code --name=value}
   */
  protected RunningServer launch(String basePath, List<String> arguments) throws Exception {
    ConfigurableApplicationContext context =
        new SpringApplication(application()).run(arguments.toArray(String[]::new));
    String port = context.getEnvironment().getProperty("local.server.port", "0");
    return new RunningServer() {
      @Override
      public int port() {
        return Integer.parseInt(port);
      }

      @Override
      public void close() {
        context.close();
      }
    };
  }

  /** A directory with one file, as an address. */
  private static String files() {
    try {
      Files.createDirectories(FILES);
      Files.write(FILES.resolve("logo.txt"), "logo".getBytes(UTF_8));
      return FILES.toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void b2_servedFile_isLeftOut() throws Exception {
    assertThat(get("/logo.txt").body()).isEqualTo("logo");
    assertThat(get("/items/1").body()).isEqualTo("item 1");

    assertThat(recordedOnce().route()).isEqualTo(basePath() + "/items/{id}");
  }

  @Test
  void b2_missingFile_isRecordedWithoutRoute() throws Exception {
    assertThat(get("/none.txt").statusCode()).isEqualTo(404);
    RecordedExchange one = recordedOnce();

    assertThat(one.route()).isEmpty();
    assertThat(one.status()).isEqualTo(404);
  }

  @Test
  void b2_servedFile_isRecordedWhenIncluded() throws Exception {
    RunningServer started =
        reporting(requireNonNull(gatehouse), basePath(), "--gatehouse.include-static-files=true");
    including = started;

    assertThat(raw(started.port(), "/logo.txt")).contains("logo");
    assertThat(recordedOnce().route()).isEqualTo(basePath() + "/**");
  }

  /** Not before all tests are done: a reactive application takes the event loops of all with it. */
  @AfterAll
  void closeIncluding() throws Exception {
    if (including != null) {
      including.close();
    }
  }

  @Test
  void f1_refusedForWantOfARole_hasItsConsumer() throws Exception {
    int status =
        send(request("/forbidden").header("Authorization", "Basic YW5uOmFubg==").build())
            .statusCode();
    RecordedExchange one = recordedOnce();

    assertThat(status).isEqualTo(403);
    assertThat(one.status()).isEqualTo(403);
    assertThat(one.consumer()).isEqualTo("ann");
  }
}
