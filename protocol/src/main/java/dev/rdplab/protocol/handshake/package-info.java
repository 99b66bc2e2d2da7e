/**
 * The vocabulary of a handshake that does no I/O: an {@link dev.rdplab.protocol.handshake.Input} goes into a
 * {@link dev.rdplab.protocol.handshake.HandshakeState}, a {@link dev.rdplab.protocol.handshake.Step} with the next state and
 * ordered {@link dev.rdplab.protocol.handshake.Effect}s comes out. {@link dev.rdplab.protocol.handshake.Endpoint} keeps the
 * current state, the transcript and the ending; {@link dev.rdplab.protocol.handshake.Interceptor} is where faults act.
 */
package dev.rdplab.protocol.handshake;
