// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.duckdb.SqlSandbox.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second wall: what the sandbox itself refuses, as if {@link SqlCheck} had let it through. */
class SqlSandboxTest {

  @TempDir Path directory;

  private Path folder;
  private SqlSandbox sandbox;

  @BeforeEach
  void open() throws SQLException, IOException {
    NativeLibrary.load(directory.resolve("native"));
    folder = Files.createDirectories(directory.resolve("own"));
    sandbox = SqlSandbox.open(folder, 64_000_000, 2, Deadline.in(Duration.ofSeconds(30)));
  }

  @AfterEach
  void close() throws SQLException {
    sandbox.close();
  }

  private void run(String sql) throws SQLException {
    sandbox.ask(new Checked(sql, Set.of()), 10);
  }

  @Test
  void k11_unchecked_filesOutside_areRefused() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.csv"), "a\n1\n");
    for (String sql :
        new String[] {
          "FROM '" + secret + "'",
          "FROM read_text('" + secret + "')",
          "FROM glob('" + directory + "/*')",
          "FROM read_text('" + folder + "/../secret.csv')",
          "FROM read_csv('https://example.com/x.csv')"
        }) {
      assertThatThrownBy(() -> run(sql)).as(sql).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void k11_unchecked_settings_areLocked() {
    for (String sql :
        new String[] {
          "1); SET memory_limit = '100GB'; SELECT (1",
          "1); SET enable_external_access = true; SELECT (1",
          "1); SET lock_configuration = false; SELECT (1",
          "1); INSTALL httpfs; SELECT (1",
          "1); ATTACH '" + directory + "/x.db'; SELECT (1"
        }) {
      assertThatThrownBy(() -> run("SELECT " + sql)).as(sql).isInstanceOf(SQLException.class);
    }
    assertThat(directory.resolve("x.db")).doesNotExist();
  }

  @Test
  void k11_memory_isLimited() {
    assertThatThrownBy(() -> run("SELECT list(range) FROM range(100000000)"))
        .hasMessageContaining("Out of Memory");
  }

  @Test
  void k11_time_isLimited() throws SQLException {
    try (SqlSandbox brief =
        SqlSandbox.open(folder, 64_000_000, 1, Deadline.in(Duration.ofMillis(900)))) {
      assertThatThrownBy(
              () ->
                  brief.ask(new Checked("SELECT count(*) FROM range(1000000000000)", Set.of()), 1))
          .matches(
              failure ->
                  failure instanceof StorageException
                      || (failure instanceof SQLException sql && Failures.isTimeout(sql)));
    }
  }

  /** What runs is what was looked at, not what was typed. */
  @Test
  void k11_checkedText_isWrittenAnew() throws SQLException {
    assertThat(sandbox.check("select /* a */ 1 -- b\n;").text()).isEqualTo("SELECT 1");
    assertThat(sandbox.check("from V_Key").views()).containsExactly("v_key");
  }
}
