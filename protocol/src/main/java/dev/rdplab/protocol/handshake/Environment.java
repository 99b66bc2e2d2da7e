package dev.rdplab.protocol.handshake;

/**
 * What a handshake needs of the world and cannot make itself.
 *
 * @param filetime the time to write into messages: 100 ns units since 1601-01-01 UTC
 */
public record Environment(NonceSource nonces, long filetime) {}
