package dev.rdplab.protocol.licensing;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CLIENT_HARDWARE_ID, [MS-RDPELE] 2.2.2.3.1. 20 bytes.
 *
 * @param platformId as in {@link NewLicenseRequest}; 4 bytes
 * @param data {@code Data1} to {@code Data4}, 16 bytes that identify the machine
 */
public record HardwareId(long platformId, Bytes data) implements Pdu {

    private static final String NAME = "CLIENT_HARDWARE_ID";

    public HardwareId {
        LicenseMessage.requireLength("data", data, 16);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("PlatformId", platformId).bytes("Data", data));
    }

    public static HardwareId decode(WireReader outer) {
        WireReader in = outer.as(NAME);
        var id = new HardwareId(in.u32le("PlatformId"), in.bytes("Data", 16));
        in.expectEnd();
        return id;
    }
}
