/** Capture files that we write, opened by Wireshark's own dissectors, and captures of TLS that other programs speak. */
package dev.rdplab.verification.capture;
