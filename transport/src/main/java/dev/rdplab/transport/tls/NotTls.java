package dev.rdplab.transport.tls;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.mcs.DisconnectProviderUltimatum;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.regex.Pattern;

/** What came where a TLS record is due: some servers say goodbye in clear MCS when they cannot set TLS up. */
public final class NotTls {

    private static final String PLAIN = "not a TLS record";

    /** Octets that are quoted at most. */
    private static final int QUOTED = 24;

    private static final int LENGTH_AT = 2;
    private static final int HEADER = 4;
    private static final int TPKT_VERSION = 3;

    /** Netty quotes in hexadecimal all that came; a TPKT packet begins with 03 00. */
    private static final Pattern TPKT = Pattern.compile("\\b(0300[0-9a-fA-F]{4,})");

    private NotTls() {}

    /** One line for people, with the first octets when they are a packet of the RDP server itself. */
    static String detail(Throwable failure) {
        var matcher = TPKT.matcher(String.valueOf(failure.getMessage()));
        if (!matcher.find()) {
            return PLAIN;
        }
        String hex = matcher.group(1);
        return detail(Bytes.fromHex(hex.substring(0, hex.length() / 2 * 2)));
    }

    /** The same of the bytes themselves. @param bytes all that came, the first of them where a record is due */
    public static String detail(Bytes bytes) {
        if (bytes.length() < HEADER || bytes.get(0) != TPKT_VERSION || bytes.get(1) != 0) {
            return PLAIN;
        }
        int length = bytes.get(LENGTH_AT) << 8 | bytes.get(LENGTH_AT + 1);
        if (length < HEADER || length > bytes.length()) {
            return PLAIN;
        }
        var packet = bytes.slice(0, length);
        return PLAIN + " but " + named(packet) + ", "
                + packet.slice(0, Math.min(QUOTED, length)).hex();
    }

    private static String named(Bytes packet) {
        try {
            var reader = WireReader.of(packet, Stage.TLS, DisconnectProviderUltimatum.STRUCTURE);
            return "DisconnectProviderUltimatum ("
                    + DisconnectProviderUltimatum.decode(reader).reason() + ") in clear MCS";
        } catch (ProtocolViolationException other) {
            return "a TPKT packet";
        }
    }
}
