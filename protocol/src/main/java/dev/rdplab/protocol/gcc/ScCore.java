package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Optional;

/**
 * SC_CORE, [MS-RDPBCGR] 2.2.1.4.2. 8, 12 or 16 bytes.
 *
 * @param version 32 bits
 * @param clientRequestedProtocols what the server believes the client asked for in its connection request: a client that
 *     asked for something else has met an attacker, and leaves
 * @param earlyCapabilityFlags present only after clientRequestedProtocols
 */
public record ScCore(
        RdpVersion version,
        Optional<SecurityProtocols> clientRequestedProtocols,
        Optional<ServerEarlyCapabilityFlags> earlyCapabilityFlags)
        implements ServerBlock {

    public static final String STRUCTURE = "TS_UD_SC_CORE";
    static final int TYPE = 0x0c01;

    /** @throws IllegalArgumentException when the flags are there and the protocols are not */
    public ScCore {
        if (earlyCapabilityFlags.isPresent() && clientRequestedProtocols.isEmpty()) {
            throw new IllegalArgumentException("earlyCapabilityFlags come only after clientRequestedProtocols");
        }
    }

    static ScCore read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        var version = new RdpVersion(in.u32le("version"));
        Optional<SecurityProtocols> requested = in.hasRemaining()
                ? Optional.of(SecurityProtocols.of(in.u32le("clientRequestedProtocols")))
                : Optional.empty();
        Optional<ServerEarlyCapabilityFlags> flags = in.hasRemaining()
                ? Optional.of(new ServerEarlyCapabilityFlags(in.u32le("earlyCapabilityFlags")))
                : Optional.empty();
        return new ScCore(version, requested, flags);
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> {
            w.u32le("version", version.value());
            clientRequestedProtocols.ifPresent(p -> w.u32le("clientRequestedProtocols", p.value()));
            earlyCapabilityFlags.ifPresent(f -> w.u32le("earlyCapabilityFlags", f.value()));
        });
    }
}
