package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * What a load balancer reads in a connection request, [MS-RDPBCGR] 2.2.1.1 routingToken and cookie: one line of text that
 * ends in CR LF. Characters are single bytes (ISO 8859-1), so any byte survives.
 */
public sealed interface Routing extends Pdu {

    String STRUCTURE = "ConnectionRequest";

    Bytes LINE_END = Bytes.ascii("\r\n");

    /** Bytes with the line end. */
    int length();

    /** {@code Cookie: mstshash=IDENTIFIER}: the name the user typed, cut to nine characters by some clients. */
    record Cookie(String identifier) implements Routing {

        private static final String PREFIX = "Cookie: mstshash=";

        /** @throws IllegalArgumentException when the identifier holds a CR LF or a character above U+00FF */
        public Cookie {
            checkLine(identifier);
        }

        @Override
        public int length() {
            return PREFIX.length() + identifier.length() + 2;
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(STRUCTURE, w -> w.bytes("cookie", line(PREFIX + identifier)));
        }
    }

    /** Any other line, such as {@code Cookie: msts=3640205228.15629.0000}, as a Connection Broker hands it out. */
    record RoutingToken(String token) implements Routing {

        /** @throws IllegalArgumentException when the token holds a CR LF, or would be read as something else */
        public RoutingToken {
            checkLine(token);
            if (token.startsWith(Cookie.PREFIX)) {
                throw new IllegalArgumentException("a cookie is not a routing token");
            }
            if (!token.isEmpty() && token.charAt(0) == NegotiationRequest.TYPE) {
                throw new IllegalArgumentException("a routing token that begins as a negotiation request");
            }
        }

        @Override
        public int length() {
            return token.length() + 2;
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(STRUCTURE, w -> w.bytes("routingToken", line(token)));
        }
    }

    /**
     * Reads one line.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException when no CR LF ends it
     */
    static Routing decode(WireReader in) {
        var line = in.as(STRUCTURE);
        int length = line.distanceTo(LINE_END);
        if (length < 0) {
            throw line.violation("routingToken", Problem.MALFORMED, "no CR LF in " + line.remaining() + " bytes");
        }
        boolean cookie = line.distanceTo(Bytes.ascii(Cookie.PREFIX)) == 0;
        String text = line.bytes(cookie ? "cookie" : "routingToken", length + LINE_END.length())
                .slice(0, length)
                .text(StandardCharsets.ISO_8859_1);
        return cookie ? new Cookie(text.substring(Cookie.PREFIX.length())) : new RoutingToken(text);
    }

    /** A line as a redirection hands it out, with or without its CR LF: a cookie where it reads like one, else a token. */
    static Routing of(String line) {
        String text = line.endsWith("\r\n") ? line.substring(0, line.length() - 2) : line;
        return text.startsWith(Cookie.PREFIX)
                ? new Cookie(text.substring(Cookie.PREFIX.length()))
                : new RoutingToken(text);
    }

    private static Bytes line(String text) {
        return Bytes.wrap((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void checkLine(String text) {
        if (text.contains("\r\n") || text.chars().anyMatch(c -> c > 0xff)) {
            throw new IllegalArgumentException("one line of single-byte characters is allowed");
        }
    }
}
