/**
 * Runs a scenario: starts the server, puts the link before it, lets the client connect, and compares what happened with
 * what was expected. {@link dev.rdplab.lab.run.Run} is the way through it.
 */
package dev.rdplab.lab.run;
