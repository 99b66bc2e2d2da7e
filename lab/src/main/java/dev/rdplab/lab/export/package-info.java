/**
 * Writes transcripts as a capture file that Wireshark and tshark read without options: plaintext PDUs, and the connection
 * below them as TCP/IP with the TLS secrets inside. Nothing secret is written but those, and they can be left out.
 */
package dev.rdplab.lab.export;
