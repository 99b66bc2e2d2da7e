/**
 * Handshakes computed from recorded flights: who wrote how many bytes after what, as it was measured once, crosses a path that
 * is simulated at the level of TCP segments, on a clock of its own. {@link dev.rdplab.experiments.flights.SimulatedHandshake} is one
 * of them; nothing here opens a socket.
 */
package dev.rdplab.experiments.flights;
