package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * The server's challenge, [MS-NLMP] 2.2.1.2.
 *
 * @param serverChallenge eight bytes
 * @param reserved eight bytes, zero where the sender obeys
 * @param version eight bytes, there when the payload begins behind them
 * @param payload what stands behind the fixed fields
 */
public record ChallengeMessage(
        PayloadField targetNameFields,
        NegotiateFlags flags,
        Bytes serverChallenge,
        Bytes reserved,
        PayloadField targetInfoFields,
        Optional<NtlmVersion> version,
        Bytes payload)
        implements NtlmMessage {

    /** Bytes of TargetInfo that are taken: a client must answer with all of it and more in 65535 bytes. */
    public static final int MAX_TARGET_INFO = 0x8000;

    private static final String NAME = "CHALLENGE_MESSAGE";
    // signature and type, target name, flags, challenge, reserved, target info
    private static final int FIXED = 12 + PayloadField.LENGTH + 4 + 8 + 8 + PayloadField.LENGTH;

    public ChallengeMessage {
        if (serverChallenge.length() != 8 || reserved.length() != 8) {
            throw new IllegalArgumentException("serverChallenge and reserved have 8 bytes");
        }
        PayloadField.check(List.of(targetNameFields, targetInfoFields), start(version), payload);
    }

    /** @param targetInfo empty: the field is left out, and the client may not send a MIC */
    public static ChallengeMessage of(
            NegotiateFlags flags,
            String targetName,
            Bytes serverChallenge,
            Optional<AvPairs> targetInfo,
            NtlmVersion version) {
        var builder = new PayloadBuilder(FIXED + NtlmVersion.LENGTH);
        return new ChallengeMessage(
                builder.add(Bytes.utf16le(targetName)),
                flags,
                serverChallenge,
                Bytes.zeros(8),
                builder.add(targetInfo.map(AvPairs::toBytes).orElse(Bytes.EMPTY)),
                Optional.of(version),
                builder.payload());
    }

    /** The server's domain or computer name. */
    public String targetName() {
        return targetNameFields.in(payload, start(version)).text(charset());
    }

    /** What the server says of itself; empty when it says nothing. */
    public Optional<AvPairs> targetInfo() {
        Bytes value = targetInfoFields.in(payload, start(version));
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var in = WireReader.of(value, Stage.CREDSSP, NAME);
        var pairs = AvPairs.decode(in);
        in.expectEnd();
        return Optional.of(pairs);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> {
            NtlmMessage.head(w, CHALLENGE);
            targetNameFields.encode(w, "TargetName");
            w.u32le("NegotiateFlags", flags.bits());
            w.bytes("ServerChallenge", serverChallenge).bytes("Reserved", reserved);
            targetInfoFields.encode(w, "TargetInfo");
            version.ifPresent(v -> v.encode(w));
            w.bytes("Payload", payload);
        });
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static ChallengeMessage decode(Bytes message) {
        return decode(WireReader.of(message, Stage.CREDSSP, NAME));
    }

    /** Reads all that {@code wire} holds. @throws ProtocolViolationException naming the field that is wrong */
    public static ChallengeMessage decode(WireReader wire) {
        var in = wire.as(NAME);
        int base = in.offset();
        int end = in.remaining();
        NtlmMessage.begin(in, CHALLENGE);
        var targetName = PayloadField.decode(in, "TargetName");
        var flags = new NegotiateFlags((int) in.u32le("NegotiateFlags"));
        Bytes challenge = in.bytes("ServerChallenge", 8);
        Bytes reserved = in.bytes("Reserved", 8);
        var targetInfo = PayloadField.decode(in, "TargetInfo");
        var fields = List.of(targetName, targetInfo);
        boolean versioned = PayloadField.start(fields, end) >= FIXED + NtlmVersion.LENGTH;
        Optional<NtlmVersion> version = versioned ? Optional.of(NtlmVersion.decode(in)) : Optional.empty();
        var decoded = new ChallengeMessage(
                targetName, flags, challenge, reserved, targetInfo, version, PayloadField.payload(in, base, fields));
        decoded.targetInfo(); // is refused here, so that the accessor never throws
        if (targetInfo.length() > MAX_TARGET_INFO) {
            throw in.violation(
                    "TargetInfo", Problem.LIMIT_EXCEEDED, targetInfo.length() + " bytes, at most " + MAX_TARGET_INFO);
        }
        return decoded;
    }

    private static int start(Optional<NtlmVersion> version) {
        return FIXED + (version.isPresent() ? NtlmVersion.LENGTH : 0);
    }
}
