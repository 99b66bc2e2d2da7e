package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.lab.export.HostPort;

/**
 * A router's word that a packet did not fit: ICMP type 3 code 4 (RFC 1191) or ICMPv6 type 2 (RFC 8201).
 *
 * @param router who says so
 * @param from sender of the packet that was dropped
 * @param mtu bytes of the next hop; 0 from routers that do not tell
 */
public record TooBig(int packet, long nanos, String router, HostPort from, HostPort to, long mtu) {}
