package dev.rdplab.chaos.fault;

/**
 * What an end does wrong. Each kind is a record that knows how to act; {@link FaultKind} gives it its word. A fault knows
 * only the effects of the handshake's vocabulary: no socket, no clock, and no randomness but the draws it is handed.
 */
public sealed interface Fault permits PointFault, MessageFault {}
