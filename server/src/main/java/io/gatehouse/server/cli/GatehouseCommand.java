// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.catalog.CatalogException;
import io.gatehouse.server.Version;
import io.gatehouse.server.backup.BackupException;
import io.gatehouse.server.config.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The commands; without one, {@code serve}. */
@Command(
    name = "gatehouse",
    description = "API monitoring and analytics, self-hosted.",
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      DoctorCommand.class,
      UserCommand.class,
      TokenCommand.class,
      KeyCommand.class,
      UsageCommand.class,
      AuditCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      VersionCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = GatehouseCommand.VersionText.class,
    footer = {"", "Without a command: serve. Settings: docs/settings.md."})
public final class GatehouseCommand implements Runnable {

  /** What {@code --version} prints. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"gatehouse " + Version.CURRENT};
    }
  }

  @Override
  public void run() {
    throw new IllegalStateException("run() puts serve in place of no command");
  }

  /**
   * Runs the command line.
   *
   * @return the exit code: 0 = done, 1 = failed, 2 = called wrongly
   */
  public static int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new GatehouseCommand());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof SettingsException
              || failure instanceof CommandException
              || failure instanceof CatalogException
              || failure instanceof BackupException) {
            command.getErr().println("gatehouse: " + failure.getMessage());
            return 1;
          }
          throw failure;
        });
    return commandLine.execute(withDefaultCommand(arguments));
  }

  private static String[] withDefaultCommand(String[] arguments) {
    boolean none = arguments.length == 0;
    boolean optionOfServe =
        !none && arguments[0].startsWith("-") && !arguments[0].matches("-h|--help|-V|--version");
    if (!none && !optionOfServe) {
      return arguments;
    }
    String[] withServe = new String[arguments.length + 1];
    withServe[0] = "serve";
    System.arraycopy(arguments, 0, withServe, 1, arguments.length);
    return withServe;
  }
}
