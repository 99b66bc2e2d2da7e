/**
 * Reads a capture, pcap or pcapng, as handshakes: packets become connections, connections become transcripts and endings
 * as both ends saw them. What is missing, damaged or cannot be decrypted is told in notes; every buffer has a bound.
 */
package dev.rdplab.diagnosis.capture;
