/**
 * Says of any frame of a connection which PDU it is, what its fields are and where they stand. What a frame means depends on
 * the frames before it, so each answer carries the context for the next one.
 */
package dev.rdplab.protocol.decode;
