/**
 * The RDP connection sequence as values: bytes to PDUs and back, and both ends of the handshake as pure state machines.
 * Nothing here knows a socket, a thread, a clock or a source of randomness; all of these arrive as arguments or inputs.
 */
package dev.rdplab.protocol;
