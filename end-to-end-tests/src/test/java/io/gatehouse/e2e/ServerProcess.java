// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built jar as a process of its own, started the way people start it. */
final class ServerProcess implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Path JAR = Path.of("../server/target/gatehouse.jar").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final String readyLine;
  private final Path log;

  private ServerProcess(Process process, String readyLine, Path log) {
    this.process = process;
    this.readyLine = readyLine;
    this.log = log;
  }

  /** Starts a command and waits for its ready line. */
  static ServerProcess start(Path directory, String command, String... options) throws IOException {
    assertBuilt();
    Files.createDirectories(directory);
    Path log = directory.resolveSibling(directory.getFileName() + ".log");
    List<String> line = new ArrayList<>();
    line.add(java());
    line.addAll(List.of("-Xms48m", "-Xmx512m", "-XX:+UseSerialGC", "-Xss512k", "-jar"));
    line.addAll(List.of(JAR.toString(), command, "--data-dir", directory.toString()));
    line.addAll(List.of(options));
    if (!line.contains("--port")) {
      line.addAll(List.of("--port", "0"));
    }
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String text = output.readLine();
    while (text != null && !text.startsWith("ready ")) {
      text = output.readLine();
    }
    if (text == null) {
      throw new IllegalStateException("the server did not start:\n" + Files.readString(log));
    }
    return new ServerProcess(process, text, log);
  }

  private static void assertBuilt() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException("build the server first: " + JAR + " is missing");
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs a command of the jar to its end. */
  static String run(Path directory, String input, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(java(), "-jar", JAR.toString()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data-dir", directory.toString()));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", arguments) + " failed: " + output);
    }
    return output.strip();
  }

  /** The line as it was printed. */
  String readyLine() {
    return readyLine;
  }

  /** A value of the ready line, e.g. {@code url}. */
  String ready(String name) {
    for (String part : readyLine.split(" ")) {
      if (part.startsWith(name + "=")) {
        return part.substring(name.length() + 1);
      }
    }
    throw new IllegalArgumentException(name + " is not in: " + readyLine);
  }

  URI uri(String path) {
    return URI.create(ready("url") + path);
  }

  JsonNode get(String token, String path) throws Exception {
    return call(token, "GET", path, "");
  }

  JsonNode call(String token, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          path + " answered " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Posts bytes; answers with the status, −1 when there was none. */
  int post(String path, byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  long pid() {
    return process.pid();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As a power switch would, for the process. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Makes an owner and a token from the command line, as an operator may. */
  static String ownerToken(Path directory) throws Exception {
    run(
        directory,
        "violet tram 9 lanterns\n",
        "user",
        "add",
        "owner@example.com",
        "--name",
        "Owner",
        "--password-stdin");
    return run(directory, "", "token", "create", "owner@example.com");
  }
}
