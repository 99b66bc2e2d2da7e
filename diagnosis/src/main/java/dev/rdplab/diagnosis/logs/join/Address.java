package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.diagnosis.logs.LogEntry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An address as a record has it.
 *
 * @param ip without brackets, without a zone, IPv4 without {@code ::ffff:}
 * @param port 0 where there is none
 */
public record Address(String ip, int port) {

    private static final List<String> FIELDS =
            List.of("ClientIP", "IPString", "IpAddress", "ClientAddress", "Address", "Param3");

    /** The client's address in a record; empty where it has none. */
    public static Optional<Address> of(LogEntry record) {
        for (String field : FIELDS) {
            var text = record.field(field);
            if (text.isPresent() && text.get().matches("[\\[0-9a-fA-F].*[.:].*")) {
                var address = parse(text.get());
                return Optional.of(
                        address.port == 0
                                ? new Address(
                                        address.ip, port(record.field("IpPort").orElse("0")))
                                : address);
            }
        }
        return Optional.empty();
    }

    /** Reads {@code 192.0.2.1}, {@code 192.0.2.1:51044}, {@code [2001:db8::1]:51044} and {@code ::ffff:192.0.2.1}. */
    static Address parse(String text) {
        String all = text.strip();
        String ip = all;
        String port = "";
        int bracket = all.indexOf(']');
        int colon = all.indexOf(':');
        if (all.startsWith("[") && bracket > 0) {
            ip = all.substring(1, bracket);
            port = all.substring(Math.min(all.length(), bracket + 2));
        } else if (colon >= 0 && colon == all.lastIndexOf(':')) {
            ip = all.substring(0, colon);
            port = all.substring(colon + 1);
        }
        return new Address(plain(ip), port(port));
    }

    static String plain(String ip) {
        String lower = ip.toLowerCase(Locale.ROOT);
        int zone = lower.indexOf('%');
        String address = zone < 0 ? lower : lower.substring(0, zone);
        if (address.startsWith("::ffff:") && address.contains(".")) {
            return address.substring(7);
        }
        return address.contains(":") ? canonical(address) : address;
    }

    /** IPv6 has many spellings. A literal with a colon is never looked up. */
    private static String canonical(String ipv6) {
        try {
            return InetAddress.getByName(ipv6).getHostAddress();
        } catch (UnknownHostException e) {
            return ipv6;
        }
    }

    private static int port(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    boolean isOf(LoggedConnection connection) {
        return ip.equals(plain(connection.address()))
                && (port == 0 || connection.port() == 0 || port == connection.port());
    }
}
