package dev.rdplab.diagnosis.capture.tcp;

/**
 * Bytes of a stream that the capture does not have.
 *
 * @param offset bytes from the start of the stream
 * @param acknowledged the peer has them, so only the capture missed them; else they were lost on the way
 */
public record Hole(long offset, long length, boolean acknowledged) {}
