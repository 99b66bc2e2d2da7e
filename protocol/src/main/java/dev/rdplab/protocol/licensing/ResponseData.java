package dev.rdplab.protocol.licensing;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * PLATFORM_CHALLENGE_RESPONSE_DATA, [MS-RDPELE] 2.2.2.5.1.
 *
 * @param wVersion 0x0100; 2 bytes
 * @param wClientType 0x0100 Win32, 0xFF00 other; 2 bytes
 * @param wLicenseDetailLevel 1 simple, 2 moderate, 3 detailed; 2 bytes
 * @param pbChallenge the clear challenge of the server
 */
public record ResponseData(int wVersion, int wClientType, int wLicenseDetailLevel, Bytes pbChallenge) implements Pdu {

    private static final String NAME = "PLATFORM_CHALLENGE_RESPONSE_DATA";
    private static final int MAX_CHALLENGE = 4096;

    public ResponseData {
        if (pbChallenge.length() > MAX_CHALLENGE) {
            throw new IllegalArgumentException("challenge of " + pbChallenge.length() + " bytes");
        }
    }

    /** What Windows answers to this challenge. */
    public static ResponseData of(Bytes challenge) {
        return new ResponseData(0x0100, 0x0100, 3, challenge);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u16le("wVersion", wVersion)
                .u16le("wClientType", wClientType)
                .u16le("wLicenseDetailLevel", wLicenseDetailLevel)
                .u16le("cbChallenge", pbChallenge.length())
                .bytes("pbChallenge", pbChallenge));
    }

    public static ResponseData decode(WireReader outer) {
        WireReader in = outer.as(NAME);
        int version = in.u16le("wVersion");
        int clientType = in.u16le("wClientType");
        int detail = in.u16le("wLicenseDetailLevel");
        int length = in.bounded("cbChallenge", in.u16le("cbChallenge"), MAX_CHALLENGE);
        var data = new ResponseData(version, clientType, detail, in.bytes("pbChallenge", length));
        in.expectEnd();
        return data;
    }
}
