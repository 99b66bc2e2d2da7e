package dev.rdplab.transport;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;

/** Bytes as they passed a socket, TLS and all. @param nanos time since the run began */
public record RawBytes(Role sender, long nanos, Bytes bytes) {}
