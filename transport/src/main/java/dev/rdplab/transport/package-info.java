/**
 * RDP on Netty channels. {@link dev.rdplab.transport.Listener} and {@link dev.rdplab.transport.Connector} make connections;
 * on each a driver frames what comes in, feeds it to an {@link dev.rdplab.protocol.handshake.Endpoint} and carries out its
 * effects in order; a tap below TLS shows records and raw bytes to the interceptor and does what it says.
 */
package dev.rdplab.transport;
