package dev.rdplab.protocol.share;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Why a logon has not gone through yet, TS_LOGON_ERRORS_INFO, [MS-RDPBCGR] 2.2.10.1.1.4.1.1. Eight bytes.
 *
 * @param errorNotificationType 32 bits: a kind of dialog, or an NTSTATUS
 * @param errorNotificationData 32 bits: a session id or a sort of failure
 */
public record LogonErrors(long errorNotificationType, long errorNotificationData) implements Pdu {

    static final int LENGTH = 8; // ErrorNotificationType 4 + ErrorNotificationData 4

    private static final String NAME = "TS_LOGON_ERRORS_INFO";

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("ErrorNotificationType", errorNotificationType)
                .u32le("ErrorNotificationData", errorNotificationData));
    }

    static LogonErrors decode(WireReader reader) {
        var in = reader.as(NAME);
        return new LogonErrors(in.u32le("ErrorNotificationType"), in.u32le("ErrorNotificationData"));
    }
}
