package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The server's answer to the protocol offer, [MS-RDPBCGR] 2.2.1.2.1 and 2.2.1.2.2. Eight bytes, integers little-endian.
 */
public sealed interface NegotiationReply extends Pdu {

    /** Bytes: type 1 + flags 1 + length 2 + body 4. */
    int LENGTH = 8;

    /**
     * Reads eight bytes.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    static NegotiationReply decode(WireReader in) {
        int type = in.peekU8("type");
        return switch (type) {
            case Response.TYPE -> Response.read(in.as(Response.STRUCTURE));
            case Failure.TYPE -> Failure.read(in.as(Failure.STRUCTURE));
            default -> throw in.violation("type", Problem.UNKNOWN_VALUE, type);
        };
    }

    /** RDP_NEG_RSP: the protocol that both will speak from here on. */
    record Response(ResponseFlags flags, SecurityProtocols selectedProtocol) implements NegotiationReply {

        public static final String STRUCTURE = "RDP_NEG_RSP";
        static final int TYPE = 0x02;

        public static Response of(SecurityProtocols selectedProtocol) {
            return new Response(ResponseFlags.NONE, selectedProtocol);
        }

        private static Response read(WireReader in) {
            in.expectU8("type", TYPE);
            var flags = new ResponseFlags(in.u8("flags"));
            in.expectU16le("length", LENGTH);
            return new Response(flags, SecurityProtocols.of(in.u32le("selectedProtocol")));
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(STRUCTURE, w -> w.u8("type", TYPE)
                    .u8("flags", flags.value())
                    .u16le("length", LENGTH)
                    .u32le("selectedProtocol", selectedProtocol.value()));
        }
    }

    /** RDP_NEG_FAILURE: why none of the offered protocols will do. */
    record Failure(FailureCode failureCode) implements NegotiationReply {

        public static final String STRUCTURE = "RDP_NEG_FAILURE";
        static final int TYPE = 0x03;

        private static Failure read(WireReader in) {
            in.expectU8("type", TYPE);
            in.expectU8("flags", 0);
            in.expectU16le("length", LENGTH);
            return new Failure(new FailureCode(in.u32le("failureCode")));
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(STRUCTURE, w -> w.u8("type", TYPE)
                    .u8("flags", 0)
                    .u16le("length", LENGTH)
                    .u32le("failureCode", failureCode.value()));
        }
    }
}
