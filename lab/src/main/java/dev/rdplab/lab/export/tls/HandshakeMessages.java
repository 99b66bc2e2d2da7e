package dev.rdplab.lab.export.tls;

import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Puts handshake messages together that records cut, RFC 8446 section 4: type 1, length 3, body. */
public final class HandshakeMessages {

    public static final int CLIENT_HELLO = 1;
    public static final int SERVER_HELLO = 2;
    public static final int CERTIFICATE = 11;
    public static final int FINISHED = 20;
    public static final int KEY_UPDATE = 24;

    private static final int HEADER = 4;
    private static final int MAX = 256 * 1024; // a chain of certificates is far below

    /** The name of a message of which only the type is at hand. */
    public static String nameOf(int type) {
        return switch (type) {
            case CLIENT_HELLO -> "ClientHello";
            case SERVER_HELLO -> "ServerHello";
            case CERTIFICATE -> "Certificate";
            default -> "Handshake";
        };
    }

    /** A message. @param type its msg_type */
    public record Whole(int type, Bytes body) {}

    private Bytes partial = Bytes.EMPTY;

    /** Adds the content of a record and gives the messages that are now whole. */
    public List<Whole> add(Bytes content) {
        partial = Bytes.concat(partial, content);
        var whole = new ArrayList<Whole>();
        while (partial.length() >= HEADER) {
            int length = partial.get(1) << 16 | partial.get(2) << 8 | partial.get(3);
            if (length > MAX) {
                partial = Bytes.EMPTY;
                break;
            }
            if (partial.length() < HEADER + length) {
                break;
            }
            whole.add(new Whole(partial.get(0), partial.slice(HEADER, HEADER + length)));
            partial = partial.slice(HEADER + length);
        }
        return whole;
    }

    /** Bytes are missing: what had begun is not finished. */
    public void reset() {
        partial = Bytes.EMPTY;
    }
}
