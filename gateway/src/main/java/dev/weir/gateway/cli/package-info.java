/**
 * The command line: one class per command, exit codes as {@link dev.weir.gateway.cli.ExitCode} says.
 *
 * <p>Start with {@link dev.weir.gateway.cli.CommandLineInterface}. Commands read options and call a {@link
 * dev.weir.gateway.cli.Runners runner}; only what was asked for goes to stdout, logs go to stderr.
 */
@NullMarked
package dev.weir.gateway.cli;

import org.jspecify.annotations.NullMarked;
