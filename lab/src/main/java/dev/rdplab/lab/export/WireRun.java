package dev.rdplab.lab.export;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;

/**
 * Bytes that passed on the wire, below TLS.
 *
 * @param nanos time since the run began
 */
public record WireRun(Role sender, long nanos, Bytes bytes) {}
