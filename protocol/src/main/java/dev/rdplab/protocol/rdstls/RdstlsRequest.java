package dev.rdplab.protocol.rdstls;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/** RDSTLS Authentication Request PDU: what the redirection gave the client. Credentials never print. */
public sealed interface RdstlsRequest extends RdstlsPdu {

    int DATA_PASSWORD_CREDS = 1;
    int DATA_AUTORECONNECT_COOKIE = 2;

    @Override
    default String pduName() {
        return PduNames.RDSTLS_REQUEST;
    }

    /**
     * With Password Credentials, [MS-RDPBCGR] 2.2.17.2: four fields, each with a length of 2 before it.
     *
     * @param redirectionGuid of the redirection packet, as it is
     * @param userName UTF-16 with a zero character
     * @param domain likewise
     * @param password opaque, as the redirection packet had it
     */
    record Password(Bytes redirectionGuid, Bytes userName, Bytes domain, Bytes password) implements RdstlsRequest {

        private static final String STRUCTURE = "RDSTLS_AUTHENTICATION_REQUEST_PASSWORD";

        public static Password of(Bytes redirectionGuid, String userName, String domain, Bytes password) {
            return new Password(
                    redirectionGuid, Bytes.utf16le(userName + '\0'), Bytes.utf16le(domain + '\0'), password);
        }

        /** The user without the zero character. */
        public String user() {
            String text = userName.text(StandardCharsets.UTF_16LE);
            int end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
        }

        private static Password read(WireReader reader) {
            var in = reader.as(STRUCTURE);
            return new Password(
                    counted(in, "RedirectionGuid"),
                    counted(in, "UserName"),
                    counted(in, "Domain"),
                    counted(in, "Password"));
        }

        @Override
        public String carries() {
            return "password";
        }

        @Override
        public void encode(WireWriter out) {
            RdstlsPdu.encode(out, STRUCTURE, TYPE_REQUEST, DATA_PASSWORD_CREDS, w -> {
                counted(w, "RedirectionGuid", redirectionGuid);
                counted(w, "UserName", userName);
                counted(w, "Domain", domain);
                counted(w, "Password", password);
            });
        }

        @Override
        public String toString() {
            return "RdstlsRequest.Password[user=" + user() + ", password=***]";
        }
    }

    /**
     * With Auto-Reconnect Cookie, [MS-RDPBCGR] 2.2.17.3.
     *
     * @param sessionId 32 bits
     * @param cookie ARC_CS_PRIVATE_PACKET, as it is
     */
    record Cookie(long sessionId, Bytes cookie) implements RdstlsRequest {

        private static final String STRUCTURE = "RDSTLS_AUTHENTICATION_REQUEST_COOKIE";

        private static Cookie read(WireReader reader) {
            var in = reader.as(STRUCTURE);
            return new Cookie(in.u32le("SessionID"), counted(in, "AutoReconnectCookie"));
        }

        @Override
        public String carries() {
            return "auto-reconnect cookie";
        }

        @Override
        public void encode(WireWriter out) {
            RdstlsPdu.encode(out, STRUCTURE, TYPE_REQUEST, DATA_AUTORECONNECT_COOKIE, w -> {
                w.u32le("SessionID", sessionId);
                counted(w, "AutoReconnectCookie", cookie);
            });
        }

        @Override
        public String toString() {
            return "RdstlsRequest.Cookie[sessionId=" + sessionId + ", cookie=***]";
        }
    }

    static RdstlsRequest decodeBody(WireReader reader) {
        // The structure's name depends on what DataType says, so it is looked at first.
        int dataType = RdstlsPdu.u16(reader.peek(2), 0);
        boolean password = dataType == DATA_PASSWORD_CREDS;
        var in = reader.as(password ? Password.STRUCTURE : Cookie.STRUCTURE);
        in.u16le("DataType");
        if (!password && dataType != DATA_AUTORECONNECT_COOKIE) {
            throw in.violation("DataType", Problem.UNKNOWN_VALUE, dataType);
        }
        return password ? Password.read(reader) : Cookie.read(reader);
    }

    /** See {@link RdstlsPdu#length}. */
    static int length(Bytes head) {
        boolean cookie = RdstlsPdu.u16(head, 4) == DATA_AUTORECONNECT_COOKIE;
        int at = cookie ? HEADER + 4 : HEADER;
        for (int field = cookie ? 3 : 0; field < 4; field++) {
            if (head.length() < at + 2) {
                return -1;
            }
            at += 2 + RdstlsPdu.u16(head, at);
        }
        return at;
    }

    private static Bytes counted(WireReader in, String field) {
        return in.bytes(field, in.u16le(field + "Length"));
    }

    private static void counted(WireWriter out, String field, Bytes value) {
        out.u16le(field + "Length", value.length()).bytes(field, value);
    }
}
