/**
 * The {@code rdplab} command line, one class a command. Results go to stdout, everything else to stderr; the exit code says 0 as
 * expected, 1 not as expected, 2 wrong usage, 3 could not run.
 */
package dev.rdplab.cli;
