/**
 * The client's side of the connection sequence. {@link dev.rdplab.protocol.handshake.client.ClientPolicy} says what one
 * attempt offers and sends; one record a state, in the order of {@link dev.rdplab.protocol.Stage}, does it. Retries with
 * weaker security are another attempt and belong to the simulator.
 */
package dev.rdplab.protocol.handshake.client;
