package dev.rdplab.protocol.rdstls;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.function.Consumer;

/** A PDU of RDSTLS: Version 2, PduType 2, DataType 2, all little-endian, then what belongs to the type. */
public sealed interface RdstlsPdu extends Pdu permits RdstlsCapabilities, RdstlsRequest, RdstlsResponse {

    /** RDSTLS_VERSION_1, the only one. */
    int VERSION = 1;

    /** Bytes of the three fields that all begin with. */
    int HEADER = 6;

    int TYPE_CAPABILITIES = 1;
    int TYPE_REQUEST = 2;
    int TYPE_RESPONSE = 4;

    /**
     * Reads one PDU that ends where {@code in} ends.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    static RdstlsPdu decode(WireReader in) {
        var head = in.as("RDSTLS");
        head.expectU16le("Version", VERSION);
        int type = head.u16le("PduType");
        var pdu =
                switch (type) {
                    case TYPE_CAPABILITIES -> RdstlsCapabilities.decodeBody(in);
                    case TYPE_REQUEST -> RdstlsRequest.decodeBody(in);
                    case TYPE_RESPONSE -> RdstlsResponse.decodeBody(in);
                    default -> throw head.violation("PduType", Problem.UNKNOWN_VALUE, type);
                };
        in.expectEnd();
        return pdu;
    }

    /** The name among {@link dev.rdplab.protocol.PduNames}. */
    String pduName();

    /** Details beyond the name: the kind of credentials, or the result. */
    default String carries() {
        return "";
    }

    /**
     * The length of the PDU that begins with {@code head}, or -1 when more bytes are needed to tell.
     *
     * @param head at least one byte
     */
    static int length(Bytes head) {
        if (head.length() < HEADER) {
            return -1;
        }
        int type = u16(head, 2);
        if (type == TYPE_REQUEST) {
            return RdstlsRequest.length(head);
        }
        return type == TYPE_RESPONSE ? RdstlsResponse.LENGTH : RdstlsCapabilities.LENGTH;
    }

    static int u16(Bytes from, int at) {
        return from.get(at) | from.get(at + 1) << 8;
    }

    static void encode(WireWriter out, String structure, int type, int dataType, Consumer<WireWriter> body) {
        out.structure("RDSTLS", w -> w.u16le("Version", VERSION).u16le("PduType", type));
        out.structure(structure, w -> {
            w.u16le("DataType", dataType);
            body.accept(w);
        });
    }
}
