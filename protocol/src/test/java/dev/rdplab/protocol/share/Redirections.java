package dev.rdplab.protocol.share;

import dev.rdplab.protocol.share.RedirectionPacket.Kind;
import dev.rdplab.protocol.share.RedirectionPacket.Part;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;

/** Redirection packets for tests. */
public final class Redirections {

    private Redirections() {}

    /** With every part. */
    public static RedirectionPacket full() {
        var parts = new ArrayList<Part>();
        for (Kind kind : Kind.values()) {
            parts.add(part(kind));
        }
        return RedirectionPacket.of(3, RedirectionPacket.LB_DONTSTOREUSERNAME, parts);
    }

    private static Part part(Kind kind) {
        return switch (kind) {
            case LOAD_BALANCE_INFO -> new Part(kind, Bytes.ascii("Cookie: msts=3640205228.15629.0000\r\n"));
            case REDIRECTION_GUID -> new Part(kind, Bytes.fromHex("000102030405060708090a0b0c0d0e0f"));
            case TARGET_NET_ADDRESSES ->
                new Part(kind, Bytes.concat(Bytes.fromHex("01000000 08000000"), Bytes.utf16le("::1\0")));
            default -> Part.text(kind, "value of " + kind.field());
        };
    }
}
