// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The list of erased consumers, which outlives a restore of older data: whom people had erased is
 * erased again. It knows them by their hash only.
 */
public final class Erasures {

  private final Jdbi jdbi;

  Erasures(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * One erased consumer.
   *
   * @param app number of the app
   * @param identifierSha256 in hex
   */
  public record Erasure(int app, String identifierSha256, long erasedEpochMillis) {}

  /** What the list keeps of an identifier. */
  public static String sha256(String identifier) {
    return Secrets.hash(identifier);
  }

  /** Those erased at that time or later, oldest first. */
  public List<Erasure> since(long epochMillis) {
    return call(jdbi, handle -> list(handle, epochMillis));
  }

  /**
   * Takes over those that are newer here than there; of apps that this catalog does not know there
   * is nothing to erase.
   *
   * @return how many
   */
  public int takeOver(List<Erasure> erasures) {
    return call(
        jdbi,
        handle -> {
          if (!hasTable(handle)) {
            return 0;
          }
          int taken = 0;
          for (Erasure erasure : erasures) {
            taken +=
                handle.execute(
                    "INSERT INTO erasure (app, identifier_sha256, erased_at)"
                        + " SELECT number, ?, ? FROM app WHERE number = ?"
                        + " ON CONFLICT (app, identifier_sha256) DO UPDATE"
                        + " SET erased_at = max(erased_at, excluded.erased_at)",
                    erasure.identifierSha256(),
                    erasure.erasedEpochMillis(),
                    erasure.app());
          }
          return taken;
        });
  }

  /**
   * Reads the list of a catalog that nobody has open, and leaves it as it is: it may be of another
   * version.
   *
   * @param file database of a catalog; a missing one has no list
   */
  public static List<Erasure> of(Path file, long sinceEpochMillis) {
    if (!Files.exists(file)) {
      return List.of();
    }
    SQLiteDataSource database = new SQLiteDataSource(new SQLiteConfig());
    database.setUrl("jdbc:sqlite:" + file);
    try {
      return Jdbi.create(database).withHandle(handle -> list(handle, sinceEpochMillis));
    } catch (RuntimeException e) {
      throw new CatalogException(
          "cannot read whom was erased from " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<Erasure> list(Handle handle, long since) {
    if (!hasTable(handle)) {
      return List.of();
    }
    return handle
        .select(
            "SELECT app, identifier_sha256, erased_at FROM erasure WHERE erased_at >= ?"
                + " ORDER BY erased_at, app, identifier_sha256",
            since)
        .map(
            (row, context) ->
                new Erasure(
                    row.getInt("app"),
                    row.getString("identifier_sha256"),
                    row.getLong("erased_at")))
        .list();
  }

  /** Catalogs of older versions have none. */
  private static boolean hasTable(Handle handle) {
    return handle
            .select("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'erasure'")
            .mapTo(Integer.class)
            .one()
        > 0;
  }
}
