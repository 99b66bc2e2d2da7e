package dev.rdplab.lab.result;

/**
 * The two connections of a relay.
 *
 * @param client how the connection from the client ended, as the client saw it
 * @param server how the connection to the server ended, as the relay saw it
 */
public record Legs(Side client, Side server) {}
