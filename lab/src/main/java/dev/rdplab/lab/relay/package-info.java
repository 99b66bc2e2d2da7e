/** A scenario between a real client and a real server: what a relay can play of it, and what came of a connection. */
package dev.rdplab.lab.relay;
