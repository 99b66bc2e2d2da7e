/**
 * What the handshake costs: JMH benchmarks of the codec, the authentication, the state machines and the TLS engines, all fed
 * with what real programs put on the wire. The allocation gate in this module's tests keeps what was won.
 */
package dev.rdplab.benchmarks;
