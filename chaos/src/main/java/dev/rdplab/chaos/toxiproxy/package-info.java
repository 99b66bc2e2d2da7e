/**
 * A Toxiproxy in Java: {@link dev.rdplab.chaos.toxiproxy.EmbeddedToxiproxy} speaks the HTTP interface of Toxiproxy 2.5 and has
 * its stream toxics, so that a machine with nothing but Java runs every scenario. Any Toxiproxy client can drive it. What it
 * does otherwise than the original is listed in {@code docs/toxiproxy.md}.
 */
package dev.rdplab.chaos.toxiproxy;
