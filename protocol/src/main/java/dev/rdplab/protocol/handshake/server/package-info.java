/**
 * The server's side of the connection sequence. {@link dev.rdplab.protocol.handshake.server.ServerPolicy} says what this
 * server does and allows; one record a state, in the order of {@link dev.rdplab.protocol.Stage}, does it.
 */
package dev.rdplab.protocol.handshake.server;
