package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.protocol.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a proxy puts before RDP on the same connection.
 *
 * @param name empty when there is nothing
 * @param client bytes of the client's stream before RDP
 * @param server bytes of the server's stream before RDP
 */
record Wrapping(String name, int client, int server) {

    /** Bytes of a stream in which a wrapping is looked for. */
    static final int MOST = 2_048;

    /** Bytes of the answers: a proxy that asks who the client is sends a page with the question, often of 4 kB. */
    static final int MOST_ANSWERS = 1 << 16;

    private static final int MOST_REQUESTS = 4; // to one proxy, with its questions in between
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,6})\r\n");

    static final Wrapping NONE = new Wrapping("", 0, 0);

    private static final byte[] PROXY_2 = {0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};

    static Wrapping of(Bytes client, Bytes server) {
        if (client.length() < 2) {
            return NONE;
        }
        return switch (client.get(0)) {
            case 5 -> socks5(client, server);
            case 4 -> socks4(client, server);
            case 'C' -> httpConnect(client, server);
            case 'P' -> proxy1(client);
            case 0x0d -> proxy2(client);
            default -> preconnection(client);
        };
    }

    /** Whether a wrapping may begin so that is not whole yet. */
    static boolean possible(Bytes client) {
        if (client.isEmpty() || client.length() >= MOST) {
            return false;
        }
        int first = client.get(0);
        boolean text = first == 'C' && "CONNECT ".startsWith(begin(client))
                || first == 'P' && "PROXY ".startsWith(begin(client))
                || begin(client).startsWith("CONNECT ")
                || begin(client).startsWith("PROXY ");
        boolean socks = (first == 5 || first == 4) && client.length() < 600;
        return text || socks || first == 0x0d && client.length() < 16 || preconnectionBegins(client);
    }

    /** A preconnection PDU so far, but not the whole of it. */
    private static boolean preconnectionBegins(Bytes client) {
        if (client.length() == 1) {
            return true;
        }
        int size = client.get(0) | client.get(1) << 8;
        boolean fits = size >= 16
                && zero(client, 2, Math.min(8, client.length()))
                && (client.length() < 9 || client.get(8) == 1 || client.get(8) == 2)
                && (client.length() < 10 || zero(client, 9, Math.min(12, client.length())));
        return fits && client.length() < size;
    }

    private static String begin(Bytes client) {
        return text(client.slice(0, Math.min(8, client.length())));
    }

    private Wrapping checked(Bytes client) {
        return this.client <= client.length() && RdpStart.of(client.slice(this.client)) != RdpStart.NO ? this : NONE;
    }

    /** RFC 1928: methods, perhaps a password (RFC 1929), then the request; the answers go the other way. */
    private static Wrapping socks5(Bytes client, Bytes server) {
        int at = 2 + client.get(1);
        int back = 2;
        if (server.length() > 1 && server.get(1) == 2 && at + 1 < client.length() && client.get(at) == 1) {
            at += 2 + client.get(at + 1);
            at += at < client.length() ? 1 + client.get(at) : 0;
            back += 2;
        }
        int request = socksAddress(client, at);
        int answer = socksAddress(server, back);
        boolean connect = request > 0 && client.get(at) == 5 && client.get(at + 1) == 1;
        return connect ? new Wrapping("SOCKS5", request, Math.max(back, answer)).checked(client) : NONE;
    }

    /** Offset behind version 1, command 1, reserved 1, type 1, address and port 2; -1 when it is not whole. */
    private static int socksAddress(Bytes bytes, int at) {
        if (at + 5 > bytes.length()) {
            return -1;
        }
        int address =
                switch (bytes.get(at + 3)) {
                    case 1 -> 4;
                    case 3 -> 1 + bytes.get(at + 4);
                    case 4 -> 16;
                    default -> -1;
                };
        int end = at + 4 + address + 2;
        return address < 0 || end > bytes.length() ? -1 : end;
    }

    private static Wrapping socks4(Bytes client, Bytes server) {
        int end = 8;
        boolean name = client.length() > 8 && client.get(4) == 0 && client.get(5) == 0 && client.get(6) == 0;
        for (int strings = name ? 2 : 1; strings > 0 && end < client.length(); strings--) {
            while (end < client.length() && client.get(end) != 0) {
                end++;
            }
            end++;
        }
        return client.get(1) == 1 ? new Wrapping("SOCKS4", end, Math.min(8, server.length())).checked(client) : NONE;
    }

    private static Wrapping httpConnect(Bytes client, Bytes server) {
        String requests = text(client);
        int end = 0;
        for (int i = 0; i < MOST_REQUESTS && requests.startsWith("CONNECT ", end); i++) {
            int blank = requests.indexOf("\r\n\r\n", end);
            if (blank < 0) {
                return NONE;
            }
            end = blank + 4;
        }
        int answered = text(server).startsWith("HTTP/") ? accepted(text(server)) : 0;
        return end > 0 ? new Wrapping("HTTP CONNECT", end, answered).checked(client) : NONE;
    }

    /** Bytes up to the end of the answer that lets the client through: a proxy may first ask who it is, RFC 9110 section 11.7. */
    private static int accepted(String answers) {
        int at = 0;
        for (int i = 0; i < MOST_REQUESTS; i++) {
            int blank = answers.indexOf("\r\n\r\n", at);
            if (blank < 0) {
                return at;
            }
            String head = answers.substring(at, blank + 2);
            at = blank + 4;
            if (head.matches("(?s)HTTP/1\\.\\d 2.*")) {
                return at;
            }
            var length = CONTENT_LENGTH.matcher(head);
            at += length.find() ? Integer.parseInt(length.group(1)) : 0;
            if (at >= answers.length()) {
                return answers.length();
            }
        }
        return at;
    }

    private static Wrapping proxy1(Bytes client) {
        String line = text(client);
        int end = line.indexOf("\r\n") + 2;
        return line.startsWith("PROXY ") && end > 1 ? new Wrapping("PROXY protocol v1", end, 0).checked(client) : NONE;
    }

    private static Wrapping proxy2(Bytes client) {
        if (client.length() < 16) {
            return NONE;
        }
        for (int i = 0; i < PROXY_2.length; i++) {
            if (client.get(i) != PROXY_2[i]) {
                return NONE;
            }
        }
        int end = 16 + (client.get(14) << 8 | client.get(15));
        return new Wrapping("PROXY protocol v2", end, 0).checked(client);
    }

    /** [MS-RDPEPS] 2.2.1: size 4, flags 4 (0), version 4 (1 or 2), all little-endian. */
    private static Wrapping preconnection(Bytes client) {
        if (client.length() < 16) {
            return NONE;
        }
        int size = client.get(0) | client.get(1) << 8;
        boolean plain = client.get(2) == 0 && client.get(3) == 0 && zero(client, 4, 8) && zero(client, 9, 12);
        int version = client.get(8);
        boolean fits = plain && size >= 16 && (version == 1 || version == 2);
        return fits ? new Wrapping("preconnection PDU (Hyper-V console)", size, 0).checked(client) : NONE;
    }

    private static boolean zero(Bytes bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i >= bytes.length() || bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(Bytes bytes) {
        return bytes.text(StandardCharsets.ISO_8859_1);
    }
}
