package dev.rdplab.protocol.autodetect;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** The six bytes in front of every message: headerLength 1, headerTypeId 1, sequenceNumber 2 and the kind 2. */
record AutoDetectHeader(int headerLength, int sequenceNumber, int kind) {

    static final int LENGTH = 6;
    static final int REQUEST = 0; // TYPE_ID_AUTODETECT_REQUEST
    static final int RESPONSE = 1; // TYPE_ID_AUTODETECT_RESPONSE

    static AutoDetectHeader decode(WireReader in, int typeId) {
        int headerLength = in.u8("headerLength");
        in.expectU8("headerTypeId", typeId);
        return new AutoDetectHeader(headerLength, in.u16le("sequenceNumber"), in.u16le(kindField(typeId)));
    }

    /** Refuses a headerLength other than the kind of message has. */
    void expectLength(WireReader in, int expected) {
        if (headerLength != expected) {
            throw in.violation("headerLength", Problem.INCONSISTENT, headerLength + " instead of " + expected);
        }
    }

    static WireWriter encode(WireWriter out, int headerLength, int typeId, int sequenceNumber, int kind) {
        return out.u8("headerLength", headerLength)
                .u8("headerTypeId", typeId)
                .u16le("sequenceNumber", sequenceNumber)
                .u16le(kindField(typeId), kind);
    }

    private static String kindField(int typeId) {
        return typeId == REQUEST ? "requestType" : "responseType";
    }

    /** For the constructors of messages whose kind is one of several. */
    static void requireOneOf(int kind, int... allowed) {
        for (int each : allowed) {
            if (each == kind) {
                return;
            }
        }
        throw new IllegalArgumentException("kind 0x" + Integer.toHexString(kind));
    }
}
