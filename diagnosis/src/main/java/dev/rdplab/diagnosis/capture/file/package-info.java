/**
 * The two capture file formats, pcap and pcapng, read as streams of packets. Written here because the libraries that read
 * pcapng need native code; the formats are small. Damage ends the reading with a note, never with an exception.
 */
package dev.rdplab.diagnosis.capture.file;
