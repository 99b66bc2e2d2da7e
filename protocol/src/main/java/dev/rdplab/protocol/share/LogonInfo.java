package dev.rdplab.protocol.share;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Optional;

/** The information in a {@link SaveSessionInfo}; padding at the end is kept, because servers differ in its length. */
public sealed interface LogonInfo extends Pdu {

    /** infoType, 32 bits. */
    long infoType();

    static LogonInfo decode(long infoType, WireReader in) {
        if (infoType == Version1.TYPE) {
            return Version1.decode(in.as(Version1.NAME));
        } else if (infoType == Version2.TYPE) {
            return Version2.decode(in.as(Version2.NAME));
        } else if (infoType == PlainNotify.TYPE) {
            return new PlainNotify(in.as(PlainNotify.NAME).rest("pad"));
        } else if (infoType == Extended.TYPE) {
            return Extended.decode(in);
        }
        throw in.violation("infoType", Problem.UNKNOWN_VALUE, infoType);
    }

    /**
     * TS_LOGON_INFO, [MS-RDPBCGR] 2.2.10.1.1.1. 576 bytes.
     *
     * @param domainLength bytes in use, final zero included
     * @param domain 52 bytes, UTF-16LE
     * @param userNameLength bytes in use, final zero included
     * @param userName 512 bytes, UTF-16LE
     * @param sessionId 32 bits
     */
    record Version1(int domainLength, Bytes domain, int userNameLength, Bytes userName, long sessionId)
            implements LogonInfo {

        static final long TYPE = 0; // INFOTYPE_LOGON
        static final String NAME = "TS_LOGON_INFO";

        private static final int DOMAIN = 52;
        private static final int USER_NAME = 512;

        public Version1 {
            if (domain.length() != DOMAIN || userName.length() != USER_NAME) {
                throw new IllegalArgumentException("domain has 52 bytes, userName 512");
            }
            if (domainLength < 0 || domainLength > DOMAIN || userNameLength < 0 || userNameLength > USER_NAME) {
                throw new IllegalArgumentException("a length is above its field");
            }
        }

        @Override
        public long infoType() {
            return TYPE;
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(NAME, w -> w.u32le("cbDomain", domainLength)
                    .bytes("Domain", domain)
                    .u32le("cbUserName", userNameLength)
                    .bytes("UserName", userName)
                    .u32le("SessionId", sessionId));
        }

        private static Version1 decode(WireReader in) {
            int domainLength = in.bounded("cbDomain", in.u32le("cbDomain"), DOMAIN);
            var domain = in.bytes("Domain", DOMAIN);
            int userNameLength = in.bounded("cbUserName", in.u32le("cbUserName"), USER_NAME);
            return new Version1(
                    domainLength, domain, userNameLength, in.bytes("UserName", USER_NAME), in.u32le("SessionId"));
        }
    }

    /**
     * TS_LOGON_INFO_VERSION_2, [MS-RDPBCGR] 2.2.10.1.1.2: Version 2, Size 4, SessionId 4, cbDomain 4, cbUserName 4, Pad 558,
     * Domain and UserName in UTF-16LE with a zero at their ends.
     *
     * @param sessionId 32 bits
     * @param domain 1024 bytes at most
     * @param userName 1024 bytes at most
     * @param pad {@value #PAD} bytes
     */
    record Version2(long sessionId, Bytes domain, Bytes userName, Bytes pad) implements LogonInfo {

        static final long TYPE = 1; // INFOTYPE_LOGON_LONG
        static final String NAME = "TS_LOGON_INFO_VERSION_2";
        static final int PAD = 558;

        private static final int VERSION = 1;
        private static final int SIZE = 18; // Version 2 + Size 4 + SessionId 4 + cbDomain 4 + cbUserName 4
        private static final int MAX_TEXT = 1024;

        public Version2 {
            if (pad.length() != PAD || domain.length() > MAX_TEXT || userName.length() > MAX_TEXT) {
                throw new IllegalArgumentException("pad has 558 bytes, domain and userName at most 1024");
            }
        }

        @Override
        public long infoType() {
            return TYPE;
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(NAME, w -> w.u16le("Version", VERSION)
                    .u32le("Size", SIZE)
                    .u32le("SessionId", sessionId)
                    .u32le("cbDomain", domain.length())
                    .u32le("cbUserName", userName.length())
                    .bytes("Pad", pad)
                    .bytes("Domain", domain)
                    .bytes("UserName", userName));
        }

        private static Version2 decode(WireReader in) {
            in.expectU16le("Version", VERSION);
            in.expectU32le("Size", SIZE);
            long sessionId = in.u32le("SessionId");
            int domainLength = in.bounded("cbDomain", in.u32le("cbDomain"), MAX_TEXT);
            int userNameLength = in.bounded("cbUserName", in.u32le("cbUserName"), MAX_TEXT);
            var pad = in.bytes("Pad", PAD);
            var domain = in.bytes("Domain", domainLength);
            return new Version2(sessionId, domain, in.bytes("UserName", userNameLength), pad);
        }
    }

    /**
     * TS_PLAIN_NOTIFY, [MS-RDPBCGR] 2.2.10.1.1.3.
     *
     * @param pad {@value #PAD} bytes from Windows
     */
    record PlainNotify(Bytes pad) implements LogonInfo {

        static final long TYPE = 2; // INFOTYPE_LOGON_PLAINNOTIFY
        static final String NAME = "TS_PLAIN_NOTIFY";
        static final int PAD = 576;

        @Override
        public long infoType() {
            return TYPE;
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(NAME, w -> w.bytes("pad", pad));
        }
    }

    /**
     * TS_LOGON_INFO_EXTENDED, [MS-RDPBCGR] 2.2.10.1.1.4: Length 2, FieldsPresent 4, then for each field its length 4 and the
     * field.
     *
     * @param pad 570 bytes from Windows
     */
    record Extended(Optional<AutoReconnectCookie> cookie, Optional<LogonErrors> errors, Bytes pad)
            implements LogonInfo {

        static final long TYPE = 3; // INFOTYPE_LOGON_EXTENDED_INFO
        static final String NAME = "TS_LOGON_INFO_EXTENDED";

        private static final int LOGON_EX_AUTORECONNECTCOOKIE = 1;
        private static final int LOGON_EX_LOGONERRORS = 2;

        @Override
        public long infoType() {
            return TYPE;
        }

        @Override
        public void encode(WireWriter out) {
            int fields = (cookie.isPresent() ? LOGON_EX_AUTORECONNECTCOOKIE : 0)
                    | (errors.isPresent() ? LOGON_EX_LOGONERRORS : 0);
            int length = 6 // Length 2 + FieldsPresent 4
                    + (cookie.isPresent() ? 4 + AutoReconnectCookie.LENGTH : 0)
                    + (errors.isPresent() ? 4 + LogonErrors.LENGTH : 0);
            out.structure(NAME, w -> {
                w.u16le("Length", length).u32le("FieldsPresent", fields);
                cookie.ifPresent(c -> c.encode(w.u32le("cbFieldData", AutoReconnectCookie.LENGTH)));
                errors.ifPresent(e -> e.encode(w.u32le("cbFieldData", LogonErrors.LENGTH)));
                w.bytes("Pad", pad);
            });
        }

        private static Extended decode(WireReader reader) {
            var in = reader.as(NAME);
            int length = in.u16le("Length");
            var body = in.slice("LogonFields", in.bounded("Length", length - 2L, 0xffff));
            long fields = body.u32le("FieldsPresent");
            if ((fields & ~3L) != 0) {
                throw body.violation("FieldsPresent", Problem.UNKNOWN_VALUE, fields);
            }
            Optional<AutoReconnectCookie> cookie = Optional.empty();
            if ((fields & LOGON_EX_AUTORECONNECTCOOKIE) != 0) {
                body.expectU32le("cbFieldData", AutoReconnectCookie.LENGTH);
                cookie = Optional.of(AutoReconnectCookie.decode(body));
            }
            Optional<LogonErrors> errors = Optional.empty();
            if ((fields & LOGON_EX_LOGONERRORS) != 0) {
                body.expectU32le("cbFieldData", LogonErrors.LENGTH);
                errors = Optional.of(LogonErrors.decode(body));
            }
            body.expectEnd();
            return new Extended(cookie, errors, in.rest("Pad"));
        }
    }
}
