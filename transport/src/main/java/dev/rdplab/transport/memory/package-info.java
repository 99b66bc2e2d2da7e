/**
 * Connections without a kernel, in a time of their own: channels of one process on one loop that the waiting thread drives. What
 * of TCP the ends of a handshake can see is modelled after Linux; packets, their loss and their sizes are not there.
 */
package dev.rdplab.transport.memory;
