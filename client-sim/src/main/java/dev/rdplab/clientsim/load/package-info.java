/**
 * Load on the user's own server, at a pace that the caller sets: {@link dev.rdplab.clientsim.load.OwnNetwork} says which
 * servers those are, {@link dev.rdplab.clientsim.load.Handshakes} makes one handshake after the other or many at a time.
 */
package dev.rdplab.clientsim.load;
