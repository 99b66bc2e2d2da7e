/**
 * A scenario is a file: a server, a link, faults, a client, and what is expected of them. This package reads it strictly, every
 * complaint with file, line, key and what is allowed, into values that know nothing of sockets; {@code Catalogue} holds the
 * scenarios that come with the program.
 */
package dev.rdplab.lab.scenario;
