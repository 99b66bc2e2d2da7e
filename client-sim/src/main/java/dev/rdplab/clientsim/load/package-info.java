/**
 * What loading a server of one's own takes, whoever sets the pace: {@link dev.rdplab.clientsim.load.OwnNetwork} says which
 * servers those are, {@link dev.rdplab.clientsim.load.Handshakes} makes one handshake after the other or many at a time.
 */
package dev.rdplab.clientsim.load;
