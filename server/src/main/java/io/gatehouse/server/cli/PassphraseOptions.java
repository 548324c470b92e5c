// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.server.config.SettingsException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a backup comes from: a file, the environment, or somebody who types. */
final class PassphraseOptions {

  static final String VARIABLE = "GATEHOUSE_BACKUP_PASSPHRASE";

  private static final int MIN_CHARS = 12;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = {
        "File whose first line is the passphrase. Default: the variable " + VARIABLE + ",",
        "else it is asked for."
      })
  private @Nullable Path file;

  /** For a new backup: long enough, and typed twice. */
  char[] forWriting(Map<String, String> environment) {
    char[] passphrase = read(environment, true);
    if (passphrase.length < MIN_CHARS) {
      throw new SettingsException(
          "The passphrase has "
              + passphrase.length
              + " characters; take at least "
              + MIN_CHARS
              + ", such as four random words.");
    }
    return passphrase;
  }

  char[] forReading(Map<String, String> environment) {
    return read(environment, false);
  }

  private char[] read(Map<String, String> environment, boolean twice) {
    String fromEnvironment = environment.getOrDefault(VARIABLE, "");
    if (file != null) {
      return firstLine(file).toCharArray();
    }
    return fromEnvironment.isEmpty() ? ask(twice) : fromEnvironment.toCharArray();
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new SettingsException("The passphrase file " + file + " cannot be read.");
    }
  }

  @SuppressWarnings("SystemConsoleNull") // null without a terminal up to Java 21
  private static char[] ask(boolean twice) {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("Passphrase of the backup: ");
    if (console == null || typed == null) {
      throw new SettingsException(
          "There is no terminal to ask for the passphrase; set "
              + VARIABLE
              + " or name a file with --passphrase-file.");
    }
    char[] again = twice ? console.readPassword("Once more: ") : typed;
    if (!java.util.Arrays.equals(typed, again)) {
      throw new SettingsException("The two passphrases differ.");
    }
    return typed;
  }
}
