package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;

/**
 * A PDU exported by Wireshark or by ourselves, link type 252: no packet, but what a dissector was to be given.
 *
 * @param dissector such as {@code tpkt}, {@code credssp}, {@code tls}
 */
public record UpperPdu(int packet, long nanos, String dissector, HostPort from, HostPort to, Bytes bytes) {}
