package dev.rdplab.protocol.licensing;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** A licensing message with its preamble, [MS-RDPELE] 2.2.2. Kinds are told apart by {@code bMsgType}. */
public sealed interface LicenseMessage extends Pdu
        permits LicenseRequest,
                PlatformChallenge,
                NewLicense,
                LicenseInfo,
                NewLicenseRequest,
                PlatformChallengeResponse,
                LicenseError {

    /** Bytes of {@code MACData}. */
    int MAC_LENGTH = 16;

    /** Bytes of {@code ClientRandom} and {@code ServerRandom}. */
    int RANDOM_LENGTH = 32;

    LicensePreamble preamble();

    /** {@code bMsgType}, one byte. */
    int type();

    /** The name of the message in transcripts, one of {@link dev.rdplab.protocol.PduNames}. */
    String pduName();

    /** Writes what follows the preamble. */
    void encodeBody(WireWriter out);

    @Override
    default void encode(WireWriter out) {
        out.sized(
                (w, length) -> w.structure("LICENSE_PREAMBLE", x -> x.u8("bMsgType", type())
                        .u8("flags", preamble().flags())
                        .u16le("wMsgSize", LicensePreamble.LENGTH + length)),
                this::encodeBody);
    }

    /** Reads preamble and message, which must fill all that is left. */
    static LicenseMessage decode(WireReader outer) {
        WireReader in = outer.as("LICENSE_PREAMBLE");
        int type = in.u8("bMsgType");
        var preamble = new LicensePreamble(in.u8("flags"));
        in.expectU16le("wMsgSize", LicensePreamble.LENGTH + in.remaining() - 2);
        LicenseMessage message =
                switch (type) {
                    case LicenseRequest.TYPE -> LicenseRequest.body(in, preamble);
                    case PlatformChallenge.TYPE -> PlatformChallenge.body(in, preamble);
                    case NewLicense.TYPE -> NewLicense.body(false, in, preamble);
                    case NewLicense.TYPE_UPGRADE -> NewLicense.body(true, in, preamble);
                    case LicenseInfo.TYPE -> LicenseInfo.body(in, preamble);
                    case NewLicenseRequest.TYPE -> NewLicenseRequest.body(in, preamble);
                    case PlatformChallengeResponse.TYPE -> PlatformChallengeResponse.body(in, preamble);
                    case LicenseError.TYPE -> LicenseError.body(in, preamble);
                    default -> throw in.violation("bMsgType", Problem.UNKNOWN_VALUE, type);
                };
        in.expectEnd();
        return message;
    }

    /** For constructors: a field of a fixed size. */
    static void requireLength(String field, Bytes value, int length) {
        if (value.length() != length) {
            throw new IllegalArgumentException(field + " of " + value.length() + " bytes instead of " + length);
        }
    }
}
