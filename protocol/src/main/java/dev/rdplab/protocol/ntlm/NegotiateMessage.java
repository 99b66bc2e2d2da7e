package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The client's offer, [MS-NLMP] 2.2.1.1.
 *
 * @param version eight bytes, there when the flags say so
 * @param payload what stands behind the fixed fields
 */
public record NegotiateMessage(
        NegotiateFlags flags,
        PayloadField domainNameFields,
        PayloadField workstationFields,
        Optional<NtlmVersion> version,
        Bytes payload)
        implements NtlmMessage {

    private static final String NAME = "NEGOTIATE_MESSAGE";
    private static final int FIXED = 12 + 4 + 2 * PayloadField.LENGTH; // signature and type, flags, two fields

    public NegotiateMessage {
        if (flags.has(NegotiateFlags.VERSION) != version.isPresent()) {
            throw new IllegalArgumentException("the flags tell whether there is a version");
        }
        PayloadField.check(List.of(domainNameFields, workstationFields), start(version), payload);
    }

    /** Without domain and workstation, as all present clients send it. */
    public static NegotiateMessage of(NegotiateFlags flags, NtlmVersion version) {
        var none = new PayloadField(0, 0, 0);
        return new NegotiateMessage(
                flags,
                none,
                none,
                flags.has(NegotiateFlags.VERSION) ? Optional.of(version) : Optional.empty(),
                Bytes.EMPTY);
    }

    /** The client's domain, in the OEM code page; usually empty. */
    public String domainName() {
        return domainNameFields.in(payload, start(version)).text(StandardCharsets.ISO_8859_1);
    }

    /** The client's computer name, in the OEM code page; usually empty. */
    public String workstation() {
        return workstationFields.in(payload, start(version)).text(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> {
            NtlmMessage.head(w, NEGOTIATE).u32le("NegotiateFlags", flags.bits());
            domainNameFields.encode(w, "DomainName");
            workstationFields.encode(w, "Workstation");
            version.ifPresent(v -> v.encode(w));
            w.bytes("Payload", payload);
        });
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static NegotiateMessage decode(Bytes message) {
        return decode(WireReader.of(message, Stage.CREDSSP, NAME));
    }

    /** Reads all that {@code wire} holds. @throws ProtocolViolationException naming the field that is wrong */
    public static NegotiateMessage decode(WireReader wire) {
        var in = wire.as(NAME);
        int base = in.offset();
        NtlmMessage.begin(in, NEGOTIATE);
        var flags = new NegotiateFlags((int) in.u32le("NegotiateFlags"));
        var domain = PayloadField.decode(in, "DomainName");
        var workstation = PayloadField.decode(in, "Workstation");
        Optional<NtlmVersion> version =
                flags.has(NegotiateFlags.VERSION) ? Optional.of(NtlmVersion.decode(in)) : Optional.empty();
        return new NegotiateMessage(
                flags, domain, workstation, version, PayloadField.payload(in, base, List.of(domain, workstation)));
    }

    private static int start(Optional<NtlmVersion> version) {
        return FIXED + (version.isPresent() ? NtlmVersion.LENGTH : 0);
    }
}
