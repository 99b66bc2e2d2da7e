/**
 * TCP put together again from a capture: streams in order, holes, retransmissions, acknowledgments, FIN and RST with their
 * times, RFC 9293. A hole that the peer acknowledged was lost by the capture; one that it did not was lost on the way.
 */
package dev.rdplab.diagnosis.capture.tcp;
