package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * VERSION, [MS-NLMP] 2.2.2.10: the sender's Windows, for people only. Eight bytes, the build little-endian.
 *
 * @param reserved three bytes, zero where the sender obeys
 * @param revision of NTLM, 15 for all since Windows Server 2003
 */
public record NtlmVersion(int major, int minor, int build, Bytes reserved, int revision) implements Pdu {

    /** Bytes on the wire. */
    public static final int LENGTH = 8;

    /** Windows 10 1809 and Server 2019. */
    public static final NtlmVersion WINDOWS_10 = new NtlmVersion(10, 0, 17763);

    public NtlmVersion {
        if (reserved.length() != 3) {
            throw new IllegalArgumentException("reserved of " + reserved.length() + " bytes");
        }
    }

    public NtlmVersion(int major, int minor, int build) {
        this(major, minor, build, Bytes.zeros(3), 15);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure("VERSION", w -> w.u8("ProductMajorVersion", major)
                .u8("ProductMinorVersion", minor)
                .u16le("ProductBuild", build)
                .bytes("Reserved", reserved)
                .u8("NTLMRevisionCurrent", revision));
    }

    static NtlmVersion decode(WireReader wire) {
        var in = wire.as("VERSION");
        return new NtlmVersion(
                in.u8("ProductMajorVersion"),
                in.u8("ProductMinorVersion"),
                in.u16le("ProductBuild"),
                in.bytes("Reserved", 3),
                in.u8("NTLMRevisionCurrent"));
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + build;
    }
}
