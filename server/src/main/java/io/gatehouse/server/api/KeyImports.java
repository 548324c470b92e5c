// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.keys.ApiKeyIssuer;
import io.gatehouse.server.keys.ApiKeyIssuer.Foreign;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys that another system issued, and the peppers that all keys are hashed with. */
final class KeyImports {

  private static final int MAX_ROWS = 10_000;
  private static final int MAX_PREFIX = 24;

  /** Columns of the CSV; lists are separated by blanks. */
  private static final Set<String> COLUMNS =
      Set.of(
          "name",
          "environment",
          "consumer",
          "consumerName",
          "consumerGroup",
          "scopes",
          "allow",
          "deny",
          "tags",
          "externalId",
          "expiresAt",
          "algorithm",
          "hash",
          "prefix");

  private final Backend backend;
  private final ApiKeyIssuer issuer;

  KeyImports(Backend backend, ApiKeyIssuer issuer) {
    this.backend = backend;
    this.issuer = issuer;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/apps/{app}/keys/import", Policy.ADMIN, this::importKeys).whenProven(),
        Route.get("/key-peppers", Policy.ADMIN, this::peppers),
        Route.post("/key-peppers", Policy.OWNER, this::rotatePepper).whenProven());
  }

  /**
   * @param algorithm {@code sha256}, {@code sha512} or {@code prefixed-key}
   * @param hash in hexadecimal or base64
   * @param prefix how the key begins, for people; null = not known
   */
  record ImportedKey(
      @JsonUnwrapped KeyTerms terms,
      @Nullable String algorithm,
      @Nullable String hash,
      @Nullable String prefix) {}

  /**
   * @param keys these, or
   * @param csv those of a CSV file with a header
   * @param dryRun only says what would happen
   */
  record ImportRequest(
      @Nullable List<ImportedKey> keys, @Nullable String csv, @Nullable Boolean dryRun) {}

  /**
   * @param row counted from 1, without the header
   * @param status {@code imported}, {@code duplicate} or {@code invalid}
   * @param id of the key; null when there is no new one
   * @param detail what is wrong
   */
  record ImportedRow(int row, String status, @Nullable String id, @Nullable String detail) {}

  record ImportResult(int imported, int duplicates, int invalid, List<ImportedRow> rows) {}

  record Pepper(int number, long secrets, boolean current) {}

  record Peppers(List<Pepper> items) {}

  private Response importKeys(Request request) {
    App app = backend.app(request);
    ImportRequest wanted = request.json(ImportRequest.class);
    List<ImportedKey> keys = keys(wanted);
    @Nullable ImportedRow[] rows = new ImportedRow[keys.size()];
    List<Foreign> valid = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      try {
        valid.add(foreign(keys.get(i)));
        places.add(i);
      } catch (GatehouseException e) {
        rows[i] = new ImportedRow(i + 1, "invalid", null, e.getMessage());
      }
    }
    List<@Nullable String> ids =
        Boolean.TRUE.equals(wanted.dryRun())
            ? issuer.importAll(app, valid, null)
            : imported(request, app, valid);
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      int place = places.get(i);
      rows[place] =
          new ImportedRow(
              place + 1,
              id == null ? "duplicate" : "imported",
              id == null || id.isEmpty() ? null : id,
              null);
    }
    return Response.ok(result(rows));
  }

  private static ImportResult result(@Nullable ImportedRow[] rows) {
    List<ImportedRow> all = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (ImportedRow row : rows) {
      if (row != null) {
        all.add(row);
        counts.merge(row.status(), 1, Integer::sum);
      }
    }
    return new ImportResult(
        counts.getOrDefault("imported", 0),
        counts.getOrDefault("duplicate", 0),
        counts.getOrDefault("invalid", 0),
        all);
  }

  private List<@Nullable String> imported(Request request, App app, List<Foreign> valid) {
    if (valid.isEmpty()) {
      return List.of();
    }
    try {
      List<@Nullable String> ids =
          backend.audited(
              request,
              "api-key.import",
              app.id() + " " + valid.size() + " keys",
              Map.of("keys", valid.size()),
              () -> issuer.importAll(app, valid, request.requirePrincipal().actor()));
      issuer.announce(app);
      return ids;
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "Nothing was imported: " + e.getMessage() + ".", e);
    }
  }

  private static List<ImportedKey> keys(ImportRequest wanted) {
    if ((wanted.keys() == null) == (wanted.csv() == null)) {
      throw GatehouseException.invalid("keys", "Either the field keys or the field csv is needed.");
    }
    List<ImportedKey> keys = wanted.keys() != null ? wanted.keys() : ofCsv(wanted.csv());
    if (keys.isEmpty() || keys.size() > MAX_ROWS) {
      throw GatehouseException.invalid(
          "keys", "There are " + keys.size() + " keys, but must be 1 to " + MAX_ROWS + ".");
    }
    return keys;
  }

  private static List<ImportedKey> ofCsv(@Nullable String csv) {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    List<ImportedKey> keys = new ArrayList<>();
    try (MappingIterator<Map<String, String>> rows =
        mapper
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(Fields.required("csv", csv))) {
      while (rows.hasNext() && keys.size() <= MAX_ROWS) {
        keys.add(ofRow(rows.next()));
      }
      return keys;
    } catch (JsonProcessingException e) {
      throw new GatehouseException(
          ErrorCode.MALFORMED,
          "The field csv cannot be read at line " + e.getLocation().getLineNr() + ".",
          e);
    } catch (IOException e) {
      throw new GatehouseException(ErrorCode.MALFORMED, "The field csv cannot be read.", e);
    }
  }

  private static ImportedKey ofRow(Map<String, String> row) {
    for (String column : row.keySet()) {
      if (!COLUMNS.contains(column)) {
        throw GatehouseException.invalid(
            "csv",
            "The field csv has a column \""
                + column
                + "\". Known are "
                + String.join(", ", COLUMNS.stream().sorted().toList())
                + ".");
      }
    }
    return new ImportedKey(
        new KeyTerms(
            text(row, "name"),
            text(row, "environment"),
            text(row, "consumer"),
            text(row, "consumerName"),
            text(row, "consumerGroup"),
            list(row, "scopes"),
            list(row, "allow"),
            list(row, "deny"),
            null,
            list(row, "tags"),
            text(row, "externalId"),
            text(row, "expiresAt")),
        text(row, "algorithm"),
        text(row, "hash"),
        text(row, "prefix"));
  }

  private static @Nullable String text(Map<String, String> row, String column) {
    String text = row.get(column);
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable List<String> list(Map<String, String> row, String column) {
    String text = text(row, column);
    return text == null ? null : Arrays.asList(text.split("[ ;]+"));
  }

  private Foreign foreign(ImportedKey key) {
    KeyHash algorithm = algorithm(Fields.required("algorithm", key.algorithm()));
    String prefix = key.prefix() == null ? "" : Fields.text("prefix", key.prefix(), MAX_PREFIX);
    return new Foreign(
        key.terms().checked(backend.clock().millis()),
        algorithm,
        digest(algorithm, Fields.required("hash", key.hash())),
        prefix);
  }

  private static KeyHash algorithm(String name) {
    for (KeyHash hash : KeyHash.values()) {
      if (hash.isImported() && hash.text().equals(name)) {
        return hash;
      }
    }
    throw GatehouseException.invalid(
        "algorithm",
        "The field algorithm is \""
            + name
            + "\", but must be one of sha256, sha512, prefixed-key.");
  }

  /** Never names the hash that came: it may be a key that was put into the wrong column. */
  private static byte[] digest(KeyHash algorithm, String text) {
    byte[] digest = hexadecimalOrBase64(text);
    if (digest.length != algorithm.importedBytes()) {
      throw GatehouseException.invalid(
          "hash",
          "The field hash has "
              + text.length()
              + " characters, but "
              + algorithm.text()
              + " needs "
              + 2 * algorithm.importedBytes()
              + " of hexadecimal, or its base64.");
    }
    return digest;
  }

  private static byte[] hexadecimalOrBase64(String text) {
    if (text.matches("(?i)([0-9a-f]{64}|[0-9a-f]{128})")) {
      return HexFormat.of().parseHex(text);
    }
    boolean base64 = text.matches("[A-Za-z0-9+/_-]+={0,2}") && text.length() % 4 != 1;
    String standard = text.replace('-', '+').replace('_', '/').replace("=", "");
    return base64 ? Base64.getDecoder().decode(standard) : new byte[0];
  }

  private Response peppers(Request request) {
    return Response.ok(view());
  }

  private Peppers view() {
    var secrets = issuer.peppers();
    List<Pepper> items = new ArrayList<>();
    secrets.forEach(
        (number, count) ->
            items.add(new Pepper(number, count, number.intValue() == secrets.lastKey())));
    return new Peppers(items);
  }

  private Response rotatePepper(Request request) {
    backend.audited(
        request, "key-pepper.rotate", number -> "pepper " + number, Map.of(), issuer::rotatePepper);
    return Response.created(view());
  }
}
