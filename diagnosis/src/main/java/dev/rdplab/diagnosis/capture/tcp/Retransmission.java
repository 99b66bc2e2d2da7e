package dev.rdplab.diagnosis.capture.tcp;

/** Bytes of a stream that were sent again. */
public record Retransmission(int packet, long nanos, long offset, int length) {}
