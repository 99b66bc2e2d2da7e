package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * The client's proof, [MS-NLMP] 2.2.1.3.
 *
 * @param version eight bytes, there when the payload begins behind them
 * @param mic {@value #MIC_LENGTH} bytes, there when the payload begins behind them; all zero when the client computed none
 * @param payload what stands behind the fixed fields
 */
public record AuthenticateMessage(
        PayloadField lmChallengeResponseFields,
        PayloadField ntChallengeResponseFields,
        PayloadField domainNameFields,
        PayloadField userNameFields,
        PayloadField workstationFields,
        PayloadField encryptedRandomSessionKeyFields,
        NegotiateFlags flags,
        Optional<NtlmVersion> version,
        Optional<Bytes> mic,
        Bytes payload)
        implements NtlmMessage {

    /** Bytes of {@link #mic}. */
    public static final int MIC_LENGTH = 16;

    private static final String NAME = "AUTHENTICATE_MESSAGE";
    private static final int FIXED = 12 + 6 * PayloadField.LENGTH + 4; // signature and type, six fields, flags
    private static final int VERSIONED = FIXED + NtlmVersion.LENGTH;
    private static final int SIGNED = VERSIONED + MIC_LENGTH;

    public AuthenticateMessage {
        if (mic.isPresent() && (version.isEmpty() || mic.get().length() != MIC_LENGTH)) {
            throw new IllegalArgumentException("a MIC has 16 bytes and stands behind a version");
        }
        PayloadField.check(
                List.of(
                        lmChallengeResponseFields,
                        ntChallengeResponseFields,
                        domainNameFields,
                        userNameFields,
                        workstationFields,
                        encryptedRandomSessionKeyFields),
                start(version, mic),
                payload);
    }

    /** With a MIC of zeros, in the order Windows lays the payload out. Texts are written as UTF-16LE. */
    public static AuthenticateMessage of(
            NegotiateFlags flags,
            String domainName,
            String userName,
            String workstation,
            Bytes lmChallengeResponse,
            Bytes ntChallengeResponse,
            Bytes encryptedRandomSessionKey,
            NtlmVersion version) {
        var builder = new PayloadBuilder(SIGNED);
        var domain = builder.add(Bytes.utf16le(domainName));
        var user = builder.add(Bytes.utf16le(userName));
        var computer = builder.add(Bytes.utf16le(workstation));
        var lm = builder.add(lmChallengeResponse);
        var nt = builder.add(ntChallengeResponse);
        var key = builder.add(encryptedRandomSessionKey);
        return new AuthenticateMessage(
                lm,
                nt,
                domain,
                user,
                computer,
                key,
                flags,
                Optional.of(version),
                Optional.of(Bytes.zeros(MIC_LENGTH)),
                builder.payload());
    }

    public Bytes lmChallengeResponse() {
        return value(lmChallengeResponseFields);
    }

    /** An {@link Ntlmv2Response}, 24 bytes of NTLM version 1, or nothing for an anonymous user. */
    public Bytes ntChallengeResponse() {
        return value(ntChallengeResponseFields);
    }

    public String domainName() {
        return value(domainNameFields).text(charset());
    }

    public String userName() {
        return value(userNameFields).text(charset());
    }

    public String workstation() {
        return value(workstationFields).text(charset());
    }

    public Bytes encryptedRandomSessionKey() {
        return value(encryptedRandomSessionKeyFields);
    }

    /** An encoded message with another MIC. It must have one already. */
    static Bytes withMic(Bytes message, Bytes value) {
        return Bytes.concat(message.slice(0, VERSIONED), value, message.slice(SIGNED));
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> {
            NtlmMessage.head(w, AUTHENTICATE);
            lmChallengeResponseFields.encode(w, "LmChallengeResponse");
            ntChallengeResponseFields.encode(w, "NtChallengeResponse");
            domainNameFields.encode(w, "DomainName");
            userNameFields.encode(w, "UserName");
            workstationFields.encode(w, "Workstation");
            encryptedRandomSessionKeyFields.encode(w, "EncryptedRandomSessionKey");
            w.u32le("NegotiateFlags", flags.bits());
            version.ifPresent(v -> v.encode(w));
            mic.ifPresent(v -> w.bytes("MIC", v));
            w.bytes("Payload", payload);
        });
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static AuthenticateMessage decode(Bytes message) {
        return decode(WireReader.of(message, Stage.CREDSSP, NAME));
    }

    /** Reads all that {@code wire} holds. @throws ProtocolViolationException naming the field that is wrong */
    public static AuthenticateMessage decode(WireReader wire) {
        var in = wire.as(NAME);
        int base = in.offset();
        int end = in.remaining();
        NtlmMessage.begin(in, AUTHENTICATE);
        var lm = PayloadField.decode(in, "LmChallengeResponse");
        var nt = PayloadField.decode(in, "NtChallengeResponse");
        var domain = PayloadField.decode(in, "DomainName");
        var user = PayloadField.decode(in, "UserName");
        var workstation = PayloadField.decode(in, "Workstation");
        var key = PayloadField.decode(in, "EncryptedRandomSessionKey");
        var flags = new NegotiateFlags((int) in.u32le("NegotiateFlags"));
        var fields = List.of(lm, nt, domain, user, workstation, key);
        long start = PayloadField.start(fields, end);
        Optional<NtlmVersion> version = start >= VERSIONED ? Optional.of(NtlmVersion.decode(in)) : Optional.empty();
        Optional<Bytes> mic = start >= SIGNED ? Optional.of(in.bytes("MIC", MIC_LENGTH)) : Optional.empty();
        return new AuthenticateMessage(
                lm, nt, domain, user, workstation, key, flags, version, mic, PayloadField.payload(in, base, fields));
    }

    private Bytes value(PayloadField field) {
        return field.in(payload, start(version, mic));
    }

    private static int start(Optional<NtlmVersion> version, Optional<Bytes> mic) {
        return mic.isPresent() ? SIGNED : version.isPresent() ? VERSIONED : FIXED;
    }
}
