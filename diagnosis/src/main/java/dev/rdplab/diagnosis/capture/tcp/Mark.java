package dev.rdplab.diagnosis.capture.tcp;

/**
 * A SYN, FIN or RST.
 *
 * @param offset bytes of the sender's stream before it
 */
public record Mark(int packet, long nanos, long offset) {}
