package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.lab.export.HostPort;

/**
 * Word of a router or host that a packet was not delivered: ICMP type 3 or 11 (RFC 792), ICMPv6 type 1 or 3 (RFC 4443).
 *
 * @param router the sender of the message
 * @param from sender of the packet that was dropped
 * @param ipv6 tells the two tables of types and codes apart
 */
public record Unreachable(
        int packet, long nanos, String router, HostPort from, HostPort to, boolean ipv6, int type, int code) {

    /** Such as {@code ICMP type 3 code 13, communication administratively prohibited}. */
    public String text() {
        return (ipv6 ? "ICMPv6" : "ICMP") + " type " + type + " code " + code + ", " + meaning();
    }

    private String meaning() {
        if (type == (ipv6 ? 3 : 11)) {
            return "time to live exceeded";
        }
        return ipv6 ? ipv6Meaning() : ipv4Meaning();
    }

    private String ipv4Meaning() {
        return switch (code) {
            case 0, 6, 11 -> "network unreachable";
            case 1, 7, 8, 12 -> "host unreachable";
            case 2 -> "protocol unreachable";
            case 3 -> "port unreachable";
            case 9, 10 -> "network or host administratively prohibited";
            case 13 -> "communication administratively prohibited";
            default -> "destination unreachable";
        };
    }

    private String ipv6Meaning() {
        return switch (code) {
            case 0 -> "no route to the destination";
            case 1 -> "communication administratively prohibited";
            case 3 -> "address unreachable";
            case 4 -> "port unreachable";
            case 5, 6 -> "rejected by policy or route";
            default -> "destination unreachable";
        };
    }
}
