// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Messages in shapes that cost a careless reader the most for their size. */
final class Bombs {

  static final int SIZE = 4 << 20;
  private static final double PIECE = (double) LogFile.CHUNK_BYTES / SIZE;
  private static final String ROW =
      "\"method\":\"GET\",\"path\":\"/\",\"status_code\":1,\"request_count\":1";
  private static final String ERROR = "\"method\":\"GET\",\"path\":\"/\",\"error_count\":1";
  private static final String ITEM = "\"request\":{\"timestamp\":1,\"method\":\"GET\"";

  /**
   * @param kind last part of the path
   * @param atOnce share of what is allocated that can be held at the same time; 0 = only the small
   *     heap of {@link BombProcess} tells: the buffer of one long line outgrows itself a few times
   */
  record Bomb(String name, String kind, double atOnce, byte[] body) {}

  private Bombs() {}

  static List<Bomb> all() {
    List<Bomb> all = new ArrayList<>();
    syncs(all);
    rows(all);
    others(all);
    return all;
  }

  private static void syncs(List<Bomb> all) {
    all.add(sync("depth", "\"a\":" + "[".repeat(SIZE)));
    all.add(sync("string", "\"x\":\"" + "x".repeat(SIZE) + "\""));
    all.add(sync("fields", fill(i -> "\"f" + i + "\":1")));
    all.add(sync("fields of resources", "\"resources\":{" + fill(i -> "\"f" + i + "\":1") + "}"));
    all.add(sync("fields of an unknown one", "\"x\":{" + fill(i -> "\"f" + i + "\":1") + "}"));
    all.add(sync("consumers", list("consumers", i -> "{\"identifier\":\"c" + i + "\"}")));
    all.add(
        sync(
            "named consumers",
            list("consumers", i -> "{\"identifier\":\"" + i + "\",\"name\":\"" + i + "\"}")));
    all.add(sync("errors", list("server_errors", i -> "{" + ERROR + "}")));
    all.add(
        sync(
            "different errors",
            list("server_errors", i -> "{" + ERROR + ",\"type\":\"" + i + "\"}")));
    all.add(
        sync("locations", list("validation_errors", i -> "{" + ERROR + ",\"loc\":[\"a\",\"b\"]}")));
  }

  private static void rows(List<Bomb> all) {
    all.add(requests("elements", i -> "{}"));
    all.add(requests("numbers", i -> "1"));
    all.add(requests("rows", i -> "{" + ROW + "}"));
    all.add(requests("fields of rows", i -> "{\"f" + i + "\":1,\"g" + i + "\":1}"));
    all.add(
        requests("orders of fields", i -> i % 2 == 0 ? "{\"a\":1,\"b\":1}" : "{\"b\":1,\"a\":1}"));
    all.add(requests("unknown objects in rows", i -> "{\"x\":{\"f" + i + "\":1}}"));
    all.add(requests("different rows", i -> "{" + ROW + ",\"consumer\":\"" + i + "\"}"));
    all.add(requests("wide letters", i -> "{" + ROW + ",\"consumer\":\"\u6e2f" + i + "\"}"));
    all.add(requests("rows with a bin", i -> "{" + ROW + ",\"response_times\":{\"0\":1}}"));
    all.add(bins("bins", i -> "\"" + i + "0\":1"));
    all.add(bins("bins as text", i -> "\"0\":\"1\""));
    all.add(bins("bins as fractions", i -> "\"0\":1e0"));
    all.add(bins("bins as long numbers", i -> "\"0\":99999999999999999999"));
    all.add(
        requests(
            "bins of many rows",
            i -> "{" + ROW + ",\"response_times\":{\"" + (i + 600_000) + "0\":1}}"));
  }

  private static void others(List<Bomb> all) {
    String startup = "{\"instance_uuid\":\"1f3b5566-4dcf-4c61-a3a7-dc8e09d46292\",";
    all.add(
        new Bomb(
            "paths",
            "startup",
            1,
            bytes(
                startup
                    + list("paths", i -> "{\"method\":\"GET\",\"path\":\"/" + i + "\"}")
                    + "}")));
    all.add(
        new Bomb(
            "versions",
            "startup",
            1,
            bytes(startup + "\"versions\":{" + fill(i -> "\"v" + i + "\":\"1\"") + "}}")));
    all.add(log("empty lines", i -> ""));
    all.add(log("empty items", i -> "{}"));
    all.add(log("items", i -> "{" + ITEM + "}}"));
    all.add(log("fields of items", i -> "{\"f" + i + "\":1,\"x\":\"" + "x".repeat(30) + "\"}"));
    all.add(log("short lines", i -> "x"));
    all.add(log("lines that are no JSON", i -> "x".repeat(40)));
    all.add(log("lines that end too early", i -> "{" + ITEM + "}"));
    all.add(logOfOne("headers", "\"request\":{\"headers\":[" + fill(i -> "[\"a\",\"b\"]") + "]}"));
    all.add(
        logOfOne(
            "different headers",
            "\"request\":{\"headers\":[" + fill(i -> "[\"" + i + "\"]") + "]}"));
    all.add(logOfOne("log lines", list("logs", i -> "{\"message\":\"" + i + "\"}")));
    all.add(
        logOfOne(
            "spans", list("spans", i -> "{\"span_id\":\"1\",\"start_time\":1,\"end_time\":1}")));
    all.add(
        logOfOne(
            "attributes of spans",
            "\"spans\":[{\"attributes\":{" + fill(i -> "\"f" + i + "\":1") + "}}]"));
    all.add(logpush("empty events", i -> "{}"));
    all.add(logpush("events", i -> "{\"Logs\":[]" + " ".repeat(30) + "}"));
    all.add(logpush("broken events", i -> "{\"f" + i + "\":" + " ".repeat(30)));
    all.add(logpush("fields of events", i -> "{\"f" + i + "\":\"" + "x".repeat(30) + "\"}"));
    all.add(logpush("messages of events", i -> "{\"Logs\":[{\"Message\":[1,2,3,4,5,6,7,8,9]}]}"));
  }

  private static Bomb sync(String name, String members) {
    return new Bomb(name, "sync", 1, bytes(Hub.syncJson(members)));
  }

  private static Bomb requests(String name, IntFunction<String> row) {
    return sync(name, list("requests", row));
  }

  private static Bomb bins(String name, IntFunction<String> bin) {
    return sync(name, "\"requests\":[{" + ROW + ",\"response_times\":{" + fill(bin) + "}}]");
  }

  private static Bomb log(String name, IntFunction<String> line) {
    return new Bomb(name, "log", PIECE, bytes(lines(line)));
  }

  private static Bomb logpush(String name, IntFunction<String> line) {
    return new Bomb(name, "logpush", PIECE, bytes(lines(line)));
  }

  private static Bomb logOfOne(String name, String members) {
    return new Bomb(name, "log", 0, bytes("{" + ITEM + "}," + members + "}\n"));
  }

  private static String list(String name, IntFunction<String> element) {
    return "\"" + name + "\":[" + fill(element) + "]";
  }

  /** Elements with commas between. */
  private static String fill(IntFunction<String> element) {
    StringBuilder all = new StringBuilder(element.apply(0));
    for (int i = 1; all.length() < SIZE; i++) {
      all.append(',').append(element.apply(i));
    }
    return all.toString();
  }

  private static String lines(IntFunction<String> line) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; all.length() < SIZE; i++) {
      all.append(line.apply(i)).append('\n');
    }
    return all.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
